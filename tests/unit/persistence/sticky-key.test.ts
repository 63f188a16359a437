// The key of stickiness cookies: made once, kept for its owner only, or shared by a file that must be there.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readOrCreateStickyKey } from "../../../balancer-core/persistence/sticky-key.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const nothing = {};

describe("the workspace's key", () => {
  it("is made at first need, of 32 bytes, and is the same from then on", () => {
    const folder = temporaryFolder();
    const key = readOrCreateStickyKey(folder, nothing);
    expect(key).toHaveLength(32);
    expect(readOrCreateStickyKey(folder, nothing)).toEqual(key);
    expect(readFileSync(join(folder, "sticky-key"), "utf8")).toBe(`${key.toString("hex")}\n`);
    expect(readdirSync(folder)).toEqual(["sticky-key"]);
  });

  it.skipIf(process.platform === "win32")("is readable by its owner only", () => {
    const folder = temporaryFolder();
    readOrCreateStickyKey(folder, nothing);
    expect(statSync(join(folder, "sticky-key")).mode & 0o777).toBe(0o600);
  });

  it("is another one in another workspace", () => {
    const one = readOrCreateStickyKey(temporaryFolder(), nothing);
    expect(readOrCreateStickyKey(temporaryFolder(), nothing)).not.toEqual(one);
  });

  it("is never replaced when it cannot be read as one: sessions would move without a word", () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "sticky-key"), "not a key\n");
    expect(() => readOrCreateStickyKey(folder, nothing)).toThrow(/64 hexadecimal digits/);
    expect(readFileSync(join(folder, "sticky-key"), "utf8")).toBe("not a key\n");
  });

  it("fails with the reason where nothing can be written", () => {
    const folder = join(temporaryFolder(), "missing");
    expect(() => readOrCreateStickyKey(folder, nothing)).toThrow(
      expect.objectContaining({ code: "WORKSPACE_UNWRITABLE" }),
    );
  });
});

describe("a shared key", () => {
  it("comes from the file that the environment names, and leaves the workspace alone", () => {
    const folder = temporaryFolder();
    const shared = join(temporaryFolder(), "shared");
    writeFileSync(shared, `${"aB".repeat(32)}\n`);
    const key = readOrCreateStickyKey(folder, { EVENKEEL_STICKY_KEY_FILE: shared });
    expect(key).toEqual(Buffer.alloc(32, 0xab));
    expect(readdirSync(folder)).toEqual([]);
  });

  it("must be there: a mistyped name begins no key of its own", () => {
    const missing = join(temporaryFolder(), "missing");
    expect(() =>
      readOrCreateStickyKey(temporaryFolder(), { EVENKEEL_STICKY_KEY_FILE: missing }),
    ).toThrow(expect.objectContaining({ code: "FILE_NOT_FOUND" }));
  });
});

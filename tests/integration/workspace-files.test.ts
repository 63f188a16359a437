// The workspace on a real disk: writes that a crash cannot halve, secrets only their owner reads, the demo, the history.
import {
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { chmod, mkdir } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { parseConfig } from "../../balancer-core/config/parse.ts";
import { writeAtomically } from "../../balancer-core/persistence/atomic-write.ts";
import { demoDocument } from "../../balancer-core/persistence/demo-document.ts";
import { moveTakenPorts } from "../../balancer-core/persistence/free-ports.ts";
import { openWorkspace } from "../../balancer-core/persistence/workspace.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const crash = vi.hoisted(() => ({ beforeRename: false }));
vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof import("node:fs/promises")>();
  const rename: typeof real.rename = async (from, to) => {
    if (crash.beforeRename) throw new Error("the machine died");
    return real.rename(from, to);
  };
  return { ...real, rename };
});

describe("an atomic write", () => {
  it("replaces the file and keeps what it said as a backup", async () => {
    const file = join(temporaryFolder(), "a.yaml");
    await writeAtomically(file, "one");
    await writeAtomically(file, "two");
    expect(readFileSync(file, "utf8")).toBe("two");
    expect(readFileSync(`${file}.bak`, "utf8")).toBe("one");
  });

  it("leaves the old text whole when it dies between writing and renaming", async () => {
    const folder = temporaryFolder();
    const file = join(folder, "a.yaml");
    await writeAtomically(file, "one");
    crash.beforeRename = true;
    onTestFinished(() => {
      crash.beforeRename = false;
    });
    await expect(writeAtomically(file, "two")).rejects.toThrow("the machine died");
    expect(readFileSync(file, "utf8")).toBe("one");
    expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  it("keeps the permissions the file has", async () => {
    const file = join(temporaryFolder(), "a.yaml");
    writeFileSync(file, "one");
    await chmod(file, 0o666);
    await writeAtomically(file, "two");
    expect(statSync(file).mode & 0o777).toBe(0o666);
  });

  it("writes through a symbolic link, which stays one", async () => {
    const [kept, linked] = [
      join(temporaryFolder(), "kept.yaml"),
      join(temporaryFolder(), "a.yaml"),
    ];
    writeFileSync(kept, "one");
    symlinkSync(kept, linked);
    await writeAtomically(linked, "two");
    expect(lstatSync(linked).isSymbolicLink()).toBe(true);
    expect(readFileSync(kept, "utf8")).toBe("two");
  });
});

describe("a workspace", () => {
  it("begins with the demo, a token and a folder nobody else can read", async () => {
    const directory = join(temporaryFolder(), "home");
    const { file, token, notes, read } = await openWorkspace({ directory });
    expect(token).toMatch(/^[0-9a-f]{64}$/);
    expect(statSync(join(directory, "token")).mode & 0o777).toBe(0o600);
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    expect(notes[0]).toBe(`made a demo workspace: ${file}`);
    expect(parseConfig(await read()).ok).toBe(true);
    expect((await openWorkspace({ directory })).token).toBe(token);
  });

  it.skipIf(process.platform === "win32")(
    "closes secrets that others could read, and tells of them and of a folder that others may write",
    async () => {
      const directory = join(temporaryFolder(), "home");
      const { token } = await openWorkspace({ directory });
      const secret = join(directory, "token");
      await chmod(secret, 0o644);
      await chmod(directory, 0o777);
      const again = await openWorkspace({ directory });
      expect(again.token).toBe(token);
      expect(statSync(secret).mode & 0o777).toBe(0o600);
      expect(again.notes.slice(-2)).toEqual([
        `other users could read "${secret}" and no longer can; remove it to have a new one made`,
        `other users may write into "${directory}", and so steer the balancer; close it with chmod 700`,
      ]);
      await chmod(directory, 0o700);
      expect((await openWorkspace({ directory })).notes).toEqual(
        again.notes.slice(0, -2).filter((note) => !note.startsWith("made")),
      );
    },
  );

  it("overwrites nothing that a link in the place of its token leads to", async () => {
    const directory = temporaryFolder();
    const precious = join(directory, "precious");
    writeFileSync(precious, "not a token\n");
    symlinkSync(precious, join(directory, "token"));
    await expect(openWorkspace({ directory })).rejects.toMatchObject({ code: "INVALID_CONFIG" });
    expect(readFileSync(precious, "utf8")).toBe("not a token\n");
  });

  it("takes a file of the user's as it is, and says so when it is not there", async () => {
    const folder = temporaryFolder();
    const configFile = join(folder, "mine.yaml");
    const missing = openWorkspace({ directory: folder, configFile });
    await expect(missing).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
    writeFileSync(configFile, "version: 1\n");
    const { read, directory } = await openWorkspace({
      directory: join(folder, "home"),
      configFile,
    });
    expect(await read()).toBe("version: 1\n");
    expect(directory).toBe(folder);
  });

  it("keeps the last fifty revisions, each with who and what", async () => {
    const { history } = await openWorkspace({ directory: temporaryFolder() });
    for (let revision = 1; revision <= 53; revision++) {
      const note = {
        revision,
        author: "api" as const,
        at: "2026-01-01T00:00:00.000Z",
        sentences: ["x"],
      };
      await history.record(note, `# ${revision}`);
    }
    const list = await history.list();
    expect(list.map(({ revision }) => revision)).toEqual(
      Array.from({ length: 50 }, (_, at) => at + 4),
    );
    expect(await history.lastRevision()).toBe(53);
    expect(await history.textOf(53)).toBe("# 53");
    expect(await history.textOf(3)).toBeUndefined();
  });

  it("says which folder it cannot write", async () => {
    const folder = temporaryFolder();
    await mkdir(join(folder, "evenkeel.yaml.bak"));
    const workspace = await openWorkspace({ directory: folder });
    await expect(workspace.write("version: 1\n")).rejects.toMatchObject({
      code: "WORKSPACE_UNWRITABLE",
    });
  });
});

describe("the demo's ports", () => {
  it("move to the next free one everywhere they appear when one is taken", async () => {
    const blocker = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => void blocker.close());
    await new Promise((resolve) => blocker.once("listening", resolve));
    const address = blocker.address();
    const taken = typeof address === "object" && address ? address.port : 0;
    const text = demoDocument.replaceAll("127.0.0.1:9001", `127.0.0.1:${taken}`);
    const moved = await moveTakenPorts(text);
    expect(
      moved.notes.some((note) => note.startsWith(`port ${taken} is taken, so the demo uses `)),
    ).toBe(true);
    expect(moved.text).not.toContain(`127.0.0.1:${taken} `);
    expect(parseConfig(moved.text).ok).toBe(true);
  });
});

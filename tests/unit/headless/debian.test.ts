// Which programs are found, and what is said where packages cannot be installed.
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** Plain JavaScript, because it runs before anything is built. */
const debian = "../../../headless/launch/debian.mjs";
const { findProgram, installPackages } = (await import(debian)) as {
  findProgram(...names: string[]): string | undefined;
  installPackages(packages: readonly string[]): Promise<string | undefined>;
};

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

describe("finding a program", () => {
  it("takes the first name that is there, folder by folder", () => {
    const folder = temporaryFolder();
    const program = join(folder, "google-chrome-of-a-test");
    writeFileSync(program, "");
    chmodSync(program, 0o755);
    vi.stubEnv("PATH", folder);
    expect(findProgram("chromium-of-a-test", "google-chrome-of-a-test")).toBe(program);
  });

  it("finds nothing where nothing is", () => {
    vi.stubEnv("PATH", temporaryFolder());
    expect(findProgram("a-program-nobody-has")).toBeUndefined();
  });
});

describe("installing packages", () => {
  it("tells anyone but root the command that would do it", async () => {
    if (process.getuid === undefined) return;
    vi.spyOn(process as { getuid: () => number }, "getuid").mockReturnValue(1_000);
    expect(await installPackages(["nginx-light", "haproxy"])).toMatch(
      /only root may install it: apt-get install nginx-light haproxy|there is no apt-get/,
    );
  });
});

// `npm ci` must work from a fresh clone on every system: the lock file names all optional platform packages, which npm leaves
// out when it makes the file where some of them cannot be had, and no download address, which would tie it to one registry.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";

interface LockedPackage {
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const file = resolve(import.meta.dirname, "../../../package-lock.json");
const lock = JSON.parse(readFileSync(file, "utf8")) as {
  readonly packages: Readonly<Record<string, LockedPackage>>;
};
const entries = Object.entries(lock.packages);

/** Where Node would find `name` from the package at `from`. */
function isLocked(from: string, name: string): boolean {
  for (
    let folder = from;
    ;
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))
  ) {
    if (`${folder}${folder === "" ? "" : "/"}node_modules/${name}` in lock.packages) return true;
    if (folder === "") return false;
  }
}

describe("the lock file", () => {
  it("names every optional package of every system", () => {
    const missing = entries.flatMap(([from, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !isLocked(from, name))
        .map((name) => `${from} wants ${name}`),
    );
    expect(entries.length).toBeGreaterThan(100);
    expect(missing).toEqual([]);
  });

  it("records no download address", () => {
    const addressed = entries.filter(([, { resolved }]) => /^https?:/.test(resolved ?? ""));
    expect(addressed.map(([name]) => name)).toEqual([]);
  });
});

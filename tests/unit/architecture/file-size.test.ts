// Files stay small enough to be read in one sitting, and say first what they own.
import { describe, expect, it } from "vitest";
import { sourceFiles } from "../../support/source-files.ts";

const hardCap = 400;
const folders = ["balancer-core", "headless", "electron", "renderer", "tests", "bench"];
const files = sourceFiles(folders, /\.(ts|tsx|css|mjs)$/).filter(
  ({ path }) => !/(^|\/)(generated|fixtures)\//.test(path),
);
const lineCount = (text: string) => text.trimEnd().split("\n").length;

describe("source files", () => {
  it(`have at most ${hardCap} lines`, () => {
    const tooLong = files
      .map(({ path, text }) => `${path}: ${lineCount(text)}`)
      .filter((row) => Number(row.split(": ")[1]) > hardCap);
    expect(tooLong).toEqual([]);
  });

  it("have a median of at most 90 lines, tests aside", () => {
    const counts = files
      .filter(({ path }) => !path.startsWith("tests/"))
      .map(({ text }) => lineCount(text))
      .sort((one, other) => one - other);
    expect(counts[Math.floor(counts.length / 2)]).toBeLessThanOrEqual(90);
  });

  it("begin with a comment that says what they own", () => {
    const code = files.filter(({ path }) => !path.endsWith(".css"));
    const silent = code.filter(({ text }) => !/^(#![^\n]*\n)?(\/\/|\/\*)/.test(text));
    expect(silent.map(({ path }) => path)).toEqual([]);
  });
});

// The table of the desktop's rules names a test for each, and every one of them is there. Also what no file of ours may bring in.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { projectRoot } from "../../support/source-files.ts";

const read = (path: string) => readFileSync(join(projectRoot, path), "utf8");
const rows = read("docs/guides/desktop.md")
  .split("\n")
  .flatMap((line) => {
    const [, rule = "", , file, test = ""] =
      /^\| (.+?) \| (.+?) \| `(.+?\.ts)`: (.+) \|$/.exec(line) ?? [];
    return file === undefined ? [] : [{ rule, file, test }];
  });

describe("the table of rules", () => {
  it("has a row for each", () => {
    expect(rows.length).toBeGreaterThan(25);
  });

  it.each(rows)("$rule: has its test", ({ file, test }) => {
    expect(read(`tests/${file}`).includes(`"${test}`), `${file}: ${test}`).toBe(true);
  });

  it("has no remote module", () => {
    const lock: { packages: Record<string, unknown> } = JSON.parse(read("package-lock.json"));
    expect(lock.packages).not.toHaveProperty(["node_modules/@electron/remote"]);
    expect(lock.packages).toHaveProperty(["node_modules/electron"]);
  });
});

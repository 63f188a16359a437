// Completion scripts: what bash really offers, and that no shell misses a word.
import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { commandRows, shells } from "../../../headless/command-table.ts";
import { completionScript } from "../../../headless/completion.ts";

/** What bash offers for the words typed so far, the last one unfinished. */
function offered(words: readonly string[]): string[] {
  const script = `${completionScript("bash")}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")})
COMP_CWORD=${words.length - 1}
_evenkeel
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync("bash", ["--norc", "-c", script], { encoding: "utf8" });
  expect(stderr).toBe("");
  return stdout.split("\n").filter((line) => line !== "");
}

describe("completion for bash", () => {
  it("offers the commands first", () => {
    expect(offered(["evenkeel", ""])).toEqual(
      expect.arrayContaining(commandRows.map(([name]) => name)),
    );
    expect(offered(["evenkeel", "de"])).toEqual(["desktop", "demo"]);
  });

  it("offers a command its own options only", () => {
    expect(offered(["evenkeel", "serve", "--no"])).toEqual(["--no-console"]);
    expect(offered(["evenkeel", "check", "--no"])).toEqual([]);
  });

  it("offers files where a file is expected", () => {
    expect(offered(["evenkeel", "check", "package.js"])).toEqual(["package.json"]);
    expect(offered(["evenkeel", "serve", "--config", "package.js"])).toEqual(["package.json"]);
  });

  it("offers the shells to completion", () => {
    expect(offered(["evenkeel", "completion", "z"])).toEqual(["zsh"]);
  });
});

describe.each(shells)("completion for %s", (shell) => {
  it("names every command and every option", () => {
    const script = completionScript(shell);
    for (const [name, { options }] of commandRows) {
      expect(script).toContain(name);
      for (const option of options) expect(script).toContain(option.name);
    }
  });
});

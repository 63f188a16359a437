// --help as people ask for it, and the parser that takes its options from the same table.
import { describe, expect, it } from "vitest";
import { commandRows } from "../../../headless/command-table.ts";
import { helpText } from "../../../headless/help.ts";
import { parseCommand, UsageError } from "../../../headless/usage.ts";

describe("--help", () => {
  it("lists every command in the overview", () => {
    for (const [name, { summary }] of commandRows) {
      expect(helpText()).toMatch(
        new RegExp(`^  evenkeel ${name}\\b.*${summary.slice(0, 12)}`, "m"),
      );
    }
  });

  it.each(commandRows)("of %s tells each of its options", (name, { options }) => {
    const text = helpText(name);
    for (const option of options) expect(text).toContain(`--${option.name}`);
  });

  it.each(commandRows)("is what %s --help and help %s ask for", (name) => {
    expect(parseCommand([name, "--help"])).toEqual({ name: "help", of: name });
    expect(parseCommand(["help", name])).toEqual({ name: "help", of: name });
  });

  it("fits in a hundred columns", () => {
    const texts = [helpText(), ...commandRows.map(([name]) => helpText(name))];
    const wide = texts.flatMap((text) => text.split("\n")).filter((line) => line.length > 110);
    expect(wide).toEqual([]);
  });
});

describe("the table of commands", () => {
  it("gives the parser its options: each is taken by its command", () => {
    for (const [name, { options }] of commandRows) {
      for (const option of options) {
        const value = option.name === "console" ? "127.0.0.1:1" : "x";
        const args = [name, `--${option.name}`, ...(option.value === undefined ? [] : [value])];
        expect(() => parseCommand(args), args.join(" ")).not.toThrow();
      }
    }
  });

  it("names the shells it knows to who asks for another", () => {
    const ask = () => parseCommand(["completion", "tcsh"]);
    expect(ask).toThrow(UsageError);
    expect(ask).toThrow('"completion" knows bash, zsh, fish, got "tcsh"');
  });
});

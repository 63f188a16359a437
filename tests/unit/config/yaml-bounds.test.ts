// Texts made to keep the parser busy: each is refused, with a place, before it is parsed.
import { describe, expect, it } from "vitest";
import { parseConfig } from "../../../balancer-core/config/parse.ts";

const most = 2_000_000;
const filledWith = (part: string) => part.repeat(Math.floor(most / part.length));
const manyKeys = Array.from({ length: 20_000 }, (_, index) => `k${index}: 1\n`).join("");
const bomb = [
  "a0: &a0 [x, x, x, x, x, x, x, x, x, x]",
  ...Array.from({ length: 9 }, (_, index) => {
    const alias = `*a${index}`;
    return `a${index + 1}: &a${index + 1} [${Array(10).fill(alias).join(", ")}]`;
  }),
].join("\n");

/** Each line a level deeper than the one before. */
const indented = (part: string) =>
  Array.from({ length: 1_900 }, (_, depth) => `${" ".repeat(depth)}${part}\n`).join("");

const problemsOf = (text: string) => {
  const parsed = parseConfig(text);
  return parsed.ok ? [] : parsed.problems;
};

/** Minutes without the bounds; fractions of a second with them, on a machine that has nothing else to do. */
const patience = { timeout: 30_000 };

describe("a text that would keep the parser busy", patience, () => {
  it.each([
    ["brackets", filledWith("["), "nested more than 64 levels deep"],
    ["braces", filledWith("{a: "), "nested more than 64 levels deep"],
    ["lists in lists", filledWith("- "), "nested more than 64 levels deep"],
    ["keys of keys", filledWith("? "), "nested more than 64 levels deep"],
    ["indented keys", indented("a:"), "nested more than 64 levels deep"],
    ["indented lists", indented("-"), "nested more than 64 levels deep"],
    ["colons", filledWith(": "), "nested more than 64 levels deep"],
    ["anchors", filledWith("&a "), "more than 1000 anchors, aliases and tags"],
    ["tags", filledWith("! "), "more than 1000 anchors, aliases and tags"],
    ["commas", `a: [${filledWith("x,")}`, "the text has more than 1000000 tokens"],
    ["comments", filledWith("#\n"), "the text has more than 1000000 tokens"],
    ["length", "#".repeat(2_097_153), "the text is 2097153 characters long, the limit is 2097152"],
    ["aliases of aliases", bomb, "the aliases expand to too much data"],
  ])("of %s is refused in a word", (_, text, message) => {
    expect(problemsOf(text)).toEqual([
      expect.objectContaining({ message, line: expect.any(Number) }),
    ]);
  });

  it("of many keys has its problems told like any other", () => {
    expect(problemsOf(manyKeys)).toHaveLength(200);
  });

  it("is not JSON in one long line", () => {
    const servers = Array.from({ length: 100 }, (_, index) => `127.0.0.1:${9_001 + index}`);
    const pools = servers.map((address, index) => ({ id: `p${index}`, servers: [address] }));
    expect(problemsOf(JSON.stringify({ version: 1, pools }))).toEqual([]);
  });

  it("is not what stands deep on the page only: comments, texts of many lines, what is between brackets", () => {
    const steps = (text: string) =>
      Array.from({ length: 80 }, (_, depth) => `${" ".repeat(depth + 4)}${text}\n`).join("");
    const text = `version: 1
${steps("# deeper and deeper")}
log:
  file: >
${steps("word")}
pools: [
${steps("{ id: a },")}]
`;
    const messages = problemsOf(text).map(({ message }) => message);
    expect(messages.filter((message) => message.includes("nested"))).toEqual([]);
  });

  it("has the place told where it became too much", () => {
    expect(problemsOf(`version: 1\npools:\n  - ${"[".repeat(70)}`)).toMatchObject([
      { line: 3, column: 69 },
    ]);
  });
});

describe("a key that is there twice", () => {
  it("is a problem at the second one, in each map of its own", () => {
    const text = "version: 1\npools: [{ id: a }]\nlog: { keep: 1, keep: 2 }\npools: []\n";
    expect(problemsOf(text)).toMatchObject([
      { line: 3, column: 17, message: 'the key "keep" is there twice' },
      { line: 4, column: 1, message: 'the key "pools" is there twice' },
    ]);
  });
});

// The filter's language: what each term means, how words join, and what is said of words that mean nothing.
import { describe, expect, it } from "vitest";
import {
  complete,
  suggestionsFor,
} from "../../../../renderer/features/traffic/filter/filter-suggestions.ts";
import {
  hasWord,
  nearestTerm,
  parseFilter,
  toggleWord,
  wordFor,
} from "../../../../renderer/features/traffic/filter/request-filter.ts";
import { attempt, failedAttempt, requestRecord } from "./requests.ts";

const matches = (text: string, request: ReturnType<typeof requestRecord>) => {
  const filter = parseFilter(text);
  expect(filter.problems).toEqual([]);
  return filter.matches(request);
};
const problems = (text: string) =>
  parseFilter(text).problems.map(({ kind, word, term }) => [kind, word, term]);

describe("the filter", () => {
  const slow = requestRecord({
    status: 502,
    method: "POST",
    totalMs: 250,
    server: "s2",
    attempts: [failedAttempt("s3", 1), attempt("s2", 200)],
    error: "UPSTREAM_TIMEOUT",
    sticky: "hit",
  });
  const quick = requestRecord();

  it.each([
    ["status:5xx"],
    ["status:502,504"],
    ["status:500-599"],
    ["server:s2"],
    ["server:s3"],
    ["server:S2"],
    ["method:post"],
    [">200ms"],
    [">=250ms"],
    ["<1s"],
    ["error:*"],
    ["error:timeout"],
    ["error:upstream-timeout"],
    ["from:balancer"],
    ["sticky:hit"],
    ["retried"],
    ["attempts:>1"],
    ["attempts:2"],
    ["-status:2xx"],
    ['server:"s2" pool:app >200ms'],
  ])("%s finds the slow failure and not the quick answer", (text) => {
    expect(matches(text, slow)).toBe(true);
    const isCommon = text.startsWith("<");
    expect(matches(text, quick)).toBe(isCommon);
  });

  it("takes a path from its beginning with a slash, else from anywhere, and never as a pattern", () => {
    expect(matches("path:/api", quick)).toBe(true);
    expect(matches("/api", quick)).toBe(true);
    expect(matches("path:/orders", quick)).toBe(false);
    expect(matches("path:orders", quick)).toBe(true);
    expect(matches("path:.*", quick)).toBe(false);
  });

  it("finds client, host, listener and id", () => {
    expect(matches("client:127.0 host:shop listener:web id:r", quick)).toBe(true);
    expect(matches("client:10.", quick)).toBe(false);
  });

  it("shows everything when it is empty", () => {
    expect(parseFilter("   ")).toMatchObject({ isEmpty: true, problems: [] });
    expect(matches("", slow)).toBe(true);
  });

  it("names words that mean nothing, what was meant perhaps, and filters by the others", () => {
    expect(problems("statos:5xx status:9 >soon server: nonsense:1")).toEqual([
      ["unknown", "statos:5xx", "status"],
      ["value", "status:9", "status"],
      ["duration", ">soon", null],
      ["empty", "server:", "server"],
      ["unknown", "nonsense:1", null],
    ]);
    expect(problems('path:"/a b')).toEqual([["quote", 'path:"/a b', null]]);
    expect(parseFilter("statos:1 method:POST").matches(quick)).toBe(false);
    expect(problems("status:500-400")).toEqual([["value", "status:500-400", "status"]]);
  });

  it("finds the nearest term by its beginning or two letters", () => {
    expect(["stat", "servr", "retrid", "x", "zzzz"].map(nearestTerm)).toEqual([
      "status",
      "server",
      "retried",
      null,
      null,
    ]);
  });

  it("toggles words for chips and quotes what needs it", () => {
    expect(toggleWord("server:s1", "retried")).toBe("server:s1 retried");
    expect(toggleWord("server:s1 retried", "retried")).toBe("server:s1");
    expect(hasWord("server:s1", "server:s")).toBe(false);
    expect(wordFor("path", "/a b")).toBe('path:"/a b"');
  });

  it("stays quick and bounded for a text of nonsense", () => {
    const { problems: found } = parseFilter("((a+)+)+$ ".repeat(5_000));
    expect(found.length).toBeLessThanOrEqual(50);
  });
});

describe("suggestions", () => {
  const known = { servers: ["s1", "s2"], pools: ["app"], listeners: ["web"] };
  const words = (text: string, caret = text.length) =>
    suggestionsFor(text, caret, known).map(({ word }) => word);

  it("offers terms, then their values, where the caret is", () => {
    expect(words("st")).toEqual(["status:", "sticky:"]);
    expect(words("server:")).toEqual(["server:s1", "server:s2"]);
    expect(words("status:502,5")).toEqual([
      "status:502,5xx",
      "status:502,502",
      "status:502,503",
      "status:502,504",
    ]);
    expect(words("-met >5ms", 4)).toEqual(["-method:"]);
    expect(words("nothing:")).toEqual([]);
  });

  it("replaces the word under the caret and goes on behind it", () => {
    expect(complete("st >5ms", 2, "status:")).toEqual({ text: "status: >5ms", caret: 7 });
    expect(complete("server:", 7, "server:s1")).toEqual({ text: "server:s1 ", caret: 10 });
  });
});

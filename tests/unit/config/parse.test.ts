// A workspace text becomes a configuration, or every problem it has at once, each where it is written.
import { describe, expect, it } from "vitest";
import { formatProblem } from "../../../balancer-core/config/format-problem.ts";
import { parseConfig } from "../../../balancer-core/config/parse.ts";

const good = `version: 1
listeners:
  - { id: web, bind: 127.0.0.1:8080, pool: app }
pools:
  - id: app
    servers: [127.0.0.1:9001, 127.0.0.1:9002]
`;

function problemsOf(text: string) {
  const parsed = parseConfig(text);
  return parsed.ok ? [] : parsed.problems;
}

const lines = (text: string) => problemsOf(text).map((problem) => formatProblem(problem, "f.yaml"));

describe("reading a configuration", () => {
  it("gives the configuration and the document it was read from", () => {
    const parsed = parseConfig(good);
    expect(parsed.ok && parsed.config.pools[0]?.servers.map(({ id }) => id)).toEqual(["s1", "s2"]);
    expect(parsed.ok && parsed.document.get("version")).toBe(1);
  });

  it("reads JSON, because JSON is YAML", () => {
    expect(parseConfig('{"version":1,"pools":[{"id":"app","servers":["127.0.0.1:1"]}]}').ok).toBe(
      true,
    );
  });

  it("accepts a status to retry on without quotes", () => {
    const parsed = parseConfig(`${good}    retries: { on: [connect-failure, 502] }\n`);
    expect(parsed.ok && parsed.config.pools[0]?.retries.on).toEqual(["connect-failure", "502"]);
  });

  it("reports schema, references and unsupported parts together, each at its line and column", () => {
    expect(
      lines(`version: 1
listeners:
  - id: web
    bind: 127.0.0.1:8080
    pool: ap
    colour: blue
pools:
  - id: app
    slowStart: 5s
    servers:
      - { id: s1, address: 127.0.0.1:9001, weight: 300 }
      - { id: s1, address: nowhere }
`),
    ).toEqual([
      'f.yaml:5:11: listeners.0.pool: listener "web": there is no pool "ap", got "ap"',
      'f.yaml:6:5: listeners.0.colour: listener "web": unknown key "colour"',
      'f.yaml:11:52: pools.0.servers.0.weight: server "s1" of pool "app": weight: expected at most 256, got "300"',
      'f.yaml:12:15: pools.0.servers.1.id: server "s1" of pool "app": the id "s1" is taken by server 1, got "s1"',
      'f.yaml:12:28: pools.0.servers.1.address: server "s1" of pool "app": address: expected an address such as "127.0.0.1:9001", "[::1]:9001" or "name:9001" with a port from 1 to 65535, got "nowhere"',
    ]);
  });

  it("points at the nearest thing that is written when the key itself is missing", () => {
    expect(lines("version: 1\npools:\n  - id: app\n    servers:\n      - id: s1\n")).toEqual([
      'f.yaml:5:9: pools.0.servers.0.address: server "s1" of pool "app": address is missing, expected text',
    ]);
  });

  it("does not report twice what the schema has judged", () => {
    expect(problemsOf("version: 1\nlisteners:\n  - { id: web, bind: x, pool: 5 }\n")).toHaveLength(
      2,
    );
  });

  it("says so when a text is empty or is no group of keys", () => {
    expect(lines("")).toEqual(["f.yaml:1:1: version: version is missing, expected 1"]);
    expect(lines("- a\n- b\n")).toEqual(["f.yaml:1:1: expected a group of keys"]);
    expect(lines("lab:\nversion: 1\n")[0]).toContain("the key has no value");
  });
});

describe("a text that is not one YAML document", () => {
  it.each([
    ["a tab for indentation", "version: 1\npools:\n\t- id: app\n", 3, "tabs are not allowed"],
    ["a key given twice", "version: 1\nlog: {}\nlog: {}\n", 3, 'the key "log" is there twice'],
    ["an unknown tag", "version: !secret 1\n", 1, "unresolved tag"],
    ["a second document", "version: 1\n---\nversion: 1\n", 2, "multiple documents"],
    ["a prototype's key", "version: 1\n__proto__: { polluted: true }\n", 2, '"__proto__" is not'],
    ["an alias to nothing", "version: 1\nlog: *nothing\n", 2, 'no anchor "nothing"'],
    ["an open quote", 'version: 1\nlog: { file: "x\n', 2, ""],
  ])("is refused for %s, with its line", (_, text, line, words) => {
    const [first] = problemsOf(text);
    expect(first?.message).toContain(words);
    expect(first?.line).toBeGreaterThanOrEqual(line);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  it("is refused when its aliases would expand to gigabytes", () => {
    const bomb = ["a: &a [x, x, x, x, x, x, x, x, x]"];
    for (const [from, to] of ["ab", "bc", "cd", "de", "ef", "fg", "gh"].map((pair) => [...pair])) {
      bomb.push(`${to}: &${to} [${Array.from({ length: 9 }, () => `*${from}`).join(", ")}]`);
    }
    expect(problemsOf(bomb.join("\n"))[0]?.message).toBe("the aliases expand to too much data");
  });

  it("is refused when it is nested too deeply or too long", () => {
    expect(problemsOf(`version: ${"[".repeat(100)}${"]".repeat(100)}`)[0]?.message).toContain(
      "deep",
    );
    expect(problemsOf(`version: ${"[".repeat(50_000)}`).length).toBeGreaterThan(0);
    expect(problemsOf(`#${" ".repeat(3_000_000)}`)[0]?.message).toContain("the limit is");
  });
});

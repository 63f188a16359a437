// The text with a generator more or less: what it does not touch is what it was, to the byte.
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { withoutTraffic, withTraffic } from "../../../../renderer/features/lab/traffic-yaml.ts";

const peak = { id: "peak", target: "web", mode: "open", rate: 300 } as const;
const line = "- { id: peak, target: web, mode: open, rate: 300 }";

const block = `version: 1
lab:
    # simulated
    servers: [ {id: a,bind:  "127.0.0.1:1"} ]   # odd spacing
    traffic:
    # the first
    - { id: steady, target: web }   # in line

    # the second
    - id: two
      target: web

    # behind
console: {}
`;

describe("adding a generator", () => {
  it("puts a line behind the last one, as far in as the others, and touches no other", () => {
    expect(withTraffic(block, peak)).toBe(
      block.replace("      target: web\n", `      target: web\n    ${line}\n`),
    );
  });

  it("adds what is missing around it", () => {
    const bare = "version: 1   # mine\nlisteners:\n- {id: web}\n";
    expect(withTraffic(bare, peak)).toBe(`${bare}lab:\n  traffic:\n    ${line}\n`);
    const servers = "version: 1\nlab:\n   servers:\n   - {id: a}\n\n# end\nlog: {}\n";
    expect(withTraffic(servers, peak)).toBe(
      servers.replace("{id: a}\n", `{id: a}\n   traffic:\n     ${line}\n`),
    );
  });

  it("ends the last line where it did not end, and ends lines as the text does", () => {
    const open = "version: 1\nlab:\n  traffic:\n    - { id: steady, target: web }";
    expect(withTraffic(open, peak)).toBe(`${open}\n    ${line}\n`);
    const windows = `${open.replaceAll("\n", "\r\n")}\r\n`;
    expect(withTraffic(windows, peak)).toBe(`${windows}    ${line}\r\n`);
  });

  it.each([
    "version: 1 # kept\nlab: { traffic: [ { id: a, target: web } ] }\n",
    "version: 1 # kept\nlab:\n  traffic: []\n",
    "version: 1 # kept\nlab:\n",
    "# kept\n{ version: 1 }\n",
    "version: 1 # kept\nlab:\n  traffic:\n    -\n      id: a\n      target: web\n",
  ])("means the same where the text is written otherwise, comments kept: %j", (text) => {
    const next = withTraffic(text, peak);
    const { lab = {}, ...rest } = parse(text);
    const traffic = [...(lab?.traffic ?? []), peak];
    expect(parse(next)).toEqual({ ...rest, lab: { ...lab, traffic } });
    expect(next).toContain("# kept");
  });
});

describe("removing a generator", () => {
  it("takes its lines and the comment right above them, and nothing else", () => {
    expect(withoutTraffic(withTraffic(block, peak), "peak")).toBe(block);
    expect(withoutTraffic(block, "two")).toBe(
      block.replace("    # the second\n    - id: two\n      target: web\n", ""),
    );
  });

  it("takes a list that becomes empty, and a lab that does", () => {
    const lab = "version: 1\nlab:\n  servers:\n    - {id: a}\n";
    expect(withoutTraffic(withTraffic(lab, peak), "peak")).toBe(lab);
    const none = "version: 1\n# tail\n";
    expect(withoutTraffic(withTraffic(none, peak), "peak")).toBe(none);
  });

  it("changes nothing where there is no such generator", () => {
    expect(withoutTraffic(block, "peak")).toBe(block);
    expect(withoutTraffic("version: 1\n", "peak")).toBe("version: 1\n");
  });

  it("keeps the meaning of a text whose lines hold more than one thing", () => {
    const flow =
      "version: 1 # kept\nlab: { traffic: [ {id: a, target: web}, {id: b, target: web} ] }\n";
    const next = withoutTraffic(flow, "a");
    expect(parse(next).lab.traffic).toEqual([{ id: "b", target: "web" }]);
    expect(next).toContain("# kept");
  });
});

// Edits change what they name and nothing else: comments, order and spelling of the rest stay.
import { describe, expect, it } from "vitest";
import { type Document, parseDocument } from "yaml";
import { parseConfig } from "../../../balancer-core/config/parse.ts";
import {
  addServer,
  removeServer,
  updateLabServer,
  updatePool,
  updateServer,
  updateTraffic,
} from "../../../balancer-core/persistence/document-edit.ts";

const file = `# top
version: 1 # one
pools:
  # the shop
  - id: app
    algorithm: { type: round-robin } # fair
    health: { type: http, path: /ready, interval: 2s }
    servers:
      # the old one
      - { id: s1, address: 127.0.0.1:9001, weight: 1 } # left rack
      - { id: s2, address: 127.0.0.1:9002 }
lab:
  servers: [{ id: sim1, bind: 127.0.0.1:9001 }]
  traffic: [{ id: steady, target: web, mode: open, rate: 40 }]
`;

function edited(mutate: (document: Document) => void, text = file): string {
  const document = parseDocument(text);
  mutate(document);
  return document.toString({ lineWidth: 0 });
}

describe("an edit of the workspace file", () => {
  it("adds a server and leaves every comment where it was", () => {
    const server = { id: "s3", address: "127.0.0.1:9003" };
    expect(edited((document) => addServer(document, "app", server))).toContain(
      "      - { id: s2, address: 127.0.0.1:9002 }\n      - { id: s3, address: 127.0.0.1:9003 }\n",
    );
    const comments = (text: string) => text.match(/#.*/g);
    expect(comments(edited((document) => addServer(document, "app", server)))).toEqual(
      comments(file),
    );
  });

  it("changes one value on its line", () => {
    expect(edited((document) => updateServer(document, "app", "s1", { weight: 3 }))).toBe(
      file.replace("weight: 1 }", "weight: 3 }").replaceAll("[{", "[ {").replaceAll("}]", "} ]"),
    );
  });

  it("takes a key away with null, and a server with its line", () => {
    expect(edited((document) => updateServer(document, "app", "s1", { weight: null }))).toContain(
      "{ id: s1, address: 127.0.0.1:9001 } # left rack",
    );
    expect(edited((document) => removeServer(document, "app", "s2"))).not.toContain("s2");
  });

  it("merges a group, but replaces one that becomes another kind", () => {
    expect(
      edited((document) => updatePool(document, "app", { health: { interval: "9s" } })),
    ).toContain("health: { type: http, path: /ready, interval: 9s }");
    expect(
      edited((document) => updatePool(document, "app", { health: { type: "tcp" } })),
    ).toContain("health: { type: tcp }");
  });

  it("writes short forms out, so that no server changes its id", () => {
    const short =
      "version: 1\npools:\n  - id: app\n    servers: [127.0.0.1:1, 127.0.0.1:2, 127.0.0.1:3]\n";
    const parsed = parseConfig(edited((document) => removeServer(document, "app", "s2"), short));
    expect(
      parsed.ok && parsed.config.pools[0]?.servers.map(({ id, address }) => [id, address]),
    ).toEqual([
      ["s1", "127.0.0.1:1"],
      ["s3", "127.0.0.1:3"],
    ]);
  });

  it("gives a pool without servers its first", () => {
    const server = { id: "s1", address: "127.0.0.1:1" };
    for (const none of ["", "    servers: []\n"]) {
      const text = edited(
        (document) => addServer(document, "app", server),
        `version: 1\npools:\n  - id: app\n${none}`,
      );
      const parsed = parseConfig(text);
      expect(parsed.ok && parsed.config.pools[0]?.servers).toMatchObject([server]);
    }
  });

  it("turns knobs of the lab", () => {
    expect(edited((document) => updateLabServer(document, "sim1", { errorRate: 0.5 }))).toContain(
      "errorRate: 0.5",
    );
    expect(edited((document) => updateTraffic(document, "steady", { rate: 90 }))).toContain(
      "rate: 90",
    );
  });

  it.each<[string, (document: Document) => void, string]>([
    ["a pool that is not there", (document) => updatePool(document, "x", {}), "NOT_FOUND"],
    ["a server that is not there", (document) => removeServer(document, "app", "x"), "NOT_FOUND"],
    [
      "an id that is taken",
      (document) => addServer(document, "app", { id: "s1" }),
      "ALREADY_EXISTS",
    ],
  ])("refuses %s", (_, mutate, code) => {
    expect(() => edited(mutate)).toThrow(expect.objectContaining({ code }));
  });
});

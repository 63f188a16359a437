// Moving a server between pools and within one, and adding a simulated one: in the file each is one small edit.
import { describe, expect, it } from "vitest";
import { type Document, parseDocument } from "yaml";
import { addLabServer, moveServer } from "../../../balancer-core/persistence/document-edit.ts";

const file = `version: 1
pools:
  - id: app
    servers:
      # the old one
      - { id: s1, address: 127.0.0.1:9001 } # left rack
      - { id: s2, address: 127.0.0.1:9002 }
      - { id: s3, address: 127.0.0.1:9003 }
  - id: spare
    servers:
      - { id: s9, address: 127.0.0.1:9009 }
  - id: empty
    servers: []
`;

function edited(mutate: (document: Document) => void, text = file): string {
  const document = parseDocument(text);
  mutate(document);
  return document.toString({ lineWidth: 0 });
}

const idsOf = (text: string, pool: string): string[] =>
  (
    parseDocument(text).toJS() as { pools: { id: string; servers: { id: string }[] }[] }
  ).pools.flatMap(({ id, servers }) => (id === pool ? servers.map((server) => server.id) : []));

describe("moving a server", () => {
  it("takes it to the end of another pool with what is written beside it", () => {
    const text = edited((document) => moveServer(document, "app", "s1", "spare"));
    expect(idsOf(text, "app")).toEqual(["s2", "s3"]);
    expect(idsOf(text, "spare")).toEqual(["s9", "s1"]);
    expect(text).toContain("{ id: s1, address: 127.0.0.1:9001 } # left rack");
  });

  it("puts it before another server, in another pool and in its own", () => {
    expect(
      idsOf(
        edited((document) => moveServer(document, "app", "s1", "spare", "s9")),
        "spare",
      ),
    ).toEqual(["s1", "s9"]);
    expect(
      idsOf(
        edited((document) => moveServer(document, "app", "s3", "app", "s1")),
        "app",
      ),
    ).toEqual(["s3", "s1", "s2"]);
    expect(
      idsOf(
        edited((document) => moveServer(document, "app", "s1", "app")),
        "app",
      ),
    ).toEqual(["s2", "s3", "s1"]);
  });

  it("fills an empty pool", () => {
    expect(
      idsOf(
        edited((document) => moveServer(document, "app", "s2", "empty")),
        "empty",
      ),
    ).toEqual(["s2"]);
  });

  it("changes nothing when a server is put before itself", () => {
    expect(
      idsOf(
        edited((document) => moveServer(document, "app", "s2", "app", "s2")),
        "app",
      ),
    ).toEqual(["s1", "s2", "s3"]);
  });

  it("refuses a pool that has a server of that name, and places that do not exist", () => {
    const twice = file.replace("id: s9", "id: s1");
    expect(() => edited((document) => moveServer(document, "app", "s1", "spare"), twice)).toThrow(
      'pool "spare" has a server "s1" already',
    );
    expect(() => edited((document) => moveServer(document, "app", "s1", "app", "s8"))).toThrow(
      'pool "app" has no server "s8"',
    );
    expect(() => edited((document) => moveServer(document, "app", "s1", "none"))).toThrow(
      'there is no pool "none"',
    );
  });
});

describe("adding a simulated server", () => {
  const server = { id: "sim1", bind: "127.0.0.1:9101" };

  it("writes it into the lab and into the pool, where there was no lab before", () => {
    const document = parseDocument(edited((each) => addLabServer(each, "empty", server)));
    expect(document.toJS()).toMatchObject({
      pools: [{}, {}, { id: "empty", servers: [{ id: "sim1", address: "127.0.0.1:9101" }] }],
      lab: { servers: [server] },
    });
  });

  it("comes after those that are there", () => {
    const text = `${file}lab:\n  servers:\n    - { id: old, bind: 127.0.0.1:9001 } # mine\n`;
    expect(edited((each) => addLabServer(each, "app", server), text)).toContain(
      "    - { id: old, bind: 127.0.0.1:9001 } # mine\n    - { id: sim1, bind: 127.0.0.1:9101 }\n",
    );
  });
});

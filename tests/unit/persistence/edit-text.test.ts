// An edit changes its own lines and no others, however the author spaces and indents.
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import {
  addServer,
  removeServer,
  updatePool,
  updateServer,
} from "../../../balancer-core/persistence/document-edit.ts";
import { editText } from "../../../balancer-core/persistence/edit-text.ts";

const tight = `# how we like it
version:   1
listeners: [{id: web, bind: "127.0.0.1:0", pool: app}]   # tight


pools:
- id: app
  health: {type: none}
  servers:
  - {id: s1,   address: 127.0.0.1:1}
  # the old one
  - {id: s2,   address: 127.0.0.1:2}
`;
const wide = `version: 1
pools:
    -   id:   app   # main
        servers:
            - {id: s1, address: 127.0.0.1:1 }
            - { id: s2,    address: "127.0.0.1:2" }
            - id: s3
              address:     127.0.0.1:3

`;

/** Lines that are in one text and not in the other. */
function changed(before: string, after: string): { gone: string[]; come: string[] } {
  const [old, now] = [before.split("\n"), after.split("\n")];
  return {
    gone: old.filter((line) => !now.includes(line)),
    come: now.filter((line) => !old.includes(line)),
  };
}

describe("an edit of a text", () => {
  it.each([
    [
      "tight",
      tight,
      "  - {id: s1,   address: 127.0.0.1:1}",
      "  - {id: s1, address: 127.0.0.1:1, weight: 5}",
    ],
    [
      "wide",
      wide,
      "            - {id: s1, address: 127.0.0.1:1 }",
      "            - {id: s1, address: 127.0.0.1:1, weight: 5}",
    ],
  ])("that is spaced %s re-writes the line it is about only", (_, text, old, now) => {
    const after = editText(text, (document) => updateServer(document, "app", "s1", { weight: 5 }));
    expect(changed(text, after)).toEqual({ gone: [old], come: [now] });
  });

  it("adds and removes single lines", () => {
    const added = editText(tight, (document) =>
      addServer(document, "app", { id: "s3", address: "127.0.0.1:3" }),
    );
    expect(added).toBe(`${tight}  - {id: s3, address: 127.0.0.1:3}\n`);
    const removed = editText(added, (document) => removeServer(document, "app", "s3"));
    expect(removed).toBe(tight);
  });

  it("leaves comments at the end where they are, with or without an empty line before them", () => {
    for (const end of ["# the end\n", "\n# the end\n", "\n\n# the end\n\n# of all\n"]) {
      const after = editText(`${tight}${end}`, (document) =>
        updateServer(document, "app", "s1", { weight: 5 }),
      );
      expect(changed(`${tight}${end}`, after)).toEqual({
        gone: ["  - {id: s1,   address: 127.0.0.1:1}"],
        come: ["  - {id: s1, address: 127.0.0.1:1, weight: 5}"],
      });
      expect(after.endsWith(`  - {id: s2,   address: 127.0.0.1:2}\n${end}`)).toBe(true);
    }
  });

  it("that changes nothing gives the text back as it is", () => {
    expect(editText(wide, () => undefined)).toBe(wide);
  });

  it("writes what it adds as far to the right as its neighbours", () => {
    const text = "pools:\n- id: app\n  servers:\n      - id: s1\n        address: a:1\n";
    const after = editText(text, (document) => updateServer(document, "app", "s1", { weight: 5 }));
    expect(after).toBe(`${text}        weight: 5\n`);
  });

  it("prints all anew rather than change the meaning of a line", () => {
    const text = "pools:\n- {id: app,\n  servers: [{id: s1,\n address: a:1}]}\n";
    const after = editText(text, (document) => updateServer(document, "app", "s1", { weight: 5 }));
    expect(after).toBe("pools:\n- {id: app, servers: [{id: s1, address: a:1, weight: 5}]}\n");
  });
});

describe("an edit of a text from another system", () => {
  it("keeps its line ends and its mark of the byte order", () => {
    const text = `\uFEFF${tight.replaceAll("\n", "\r\n")}`;
    const after = editText(text, (document) => updateServer(document, "app", "s1", { weight: 5 }));
    expect(after).toBe(
      text.replace("{id: s1,   address: 127.0.0.1:1}", "{id: s1, address: 127.0.0.1:1, weight: 5}"),
    );
  });
});

describe("an edit of a text in which places share what they say", () => {
  const sharing = `version: 1
pools:
  - id: one
    health: &checks { type: tcp, interval: 7s } # for all
    servers: &servers
      - { id: a, address: 127.0.0.1:1 }
      - { id: b, address: 127.0.0.1:2 }
  - id: two
    health: *checks
    servers: *servers
  - id: three
    health: *checks
    servers: *servers
`;
  const ownServers = `    servers:
      - { id: a, address: 127.0.0.1:1, weight: 5 }
      - { id: b, address: 127.0.0.1:2 }
`;

  it("gives the place it is about a copy of its own, and leaves the others", () => {
    const after = editText(sharing, (document) =>
      updateServer(document, "two", "a", { weight: 5 }),
    );
    const [one = "", two = "", three = ""] = after.split(/(?= {2}- id: t)/);
    expect(one).toBe(sharing.split(/(?= {2}- id: t)/)[0]);
    expect(two).toBe(`  - id: two\n    health: *checks\n${ownServers}`);
    expect(three).toBe("  - id: three\n    health: *checks\n    servers: *servers\n");
  });

  it("gives copies to those who shared what is changed where it stands", () => {
    const after = editText(sharing, (document) => removeServer(document, "one", "a"));
    expect(serversIn(after)).toEqual({ one: ["b"], two: ["a", "b"], three: ["a", "b"] });
    expect(after.match(/\*checks/g)).toHaveLength(2);
  });

  it("adds to what a place shares instead of replacing it, and merges likewise", () => {
    const after = editText(sharing, (document) => {
      addServer(document, "three", { id: "c", address: "127.0.0.1:3" });
      updatePool(document, "three", { health: { interval: "3s" } });
    });
    expect(serversIn(after)).toEqual({ one: ["a", "b"], two: ["a", "b"], three: ["a", "b", "c"] });
    const health = parse(after).pools.map((pool: { health: unknown }) => pool.health);
    expect(health).toEqual([
      { type: "tcp", interval: "7s" },
      { type: "tcp", interval: "7s" },
      { type: "tcp", interval: "3s" },
    ]);
  });

  it("says what it needs where the place that said it for all is gone", () => {
    const after = editText(sharing, (document) => void document.deleteIn(["pools", 0]));
    expect(serversIn(after)).toEqual({ two: ["a", "b"], three: ["a", "b"] });
  });

  function serversIn(text: string): Record<string, string[]> {
    const { pools } = parse(text) as { pools: { id: string; servers: { id: string }[] }[] };
    return Object.fromEntries(pools.map(({ id, servers }) => [id, servers.map((s) => s.id)]));
  }
});

// An edit changes its own lines and no others, however the author spaces and indents.
import { describe, expect, it } from "vitest";
import {
  addServer,
  removeServer,
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

// What the editor offers while YAML is being written: keys and values of the contract's schema at the place of the cursor.
import { describe, expect, it } from "vitest";
import {
  keyMeaningAt,
  suggestionsAt,
} from "../../../../renderer/features/configuration/suggestions.ts";

const names = { pools: ["app", "canary"], listeners: ["web"] };

/** The cursor is where the bar stands. */
function offered(marked: string): readonly string[] {
  const offset = marked.indexOf("|");
  const text = marked.replace("|", "");
  return suggestionsAt(text, offset, names)?.list.map(({ label }) => label) ?? [];
}

describe("suggestions of the configuration editor", () => {
  it("are the keys of the document that are not there yet", () => {
    const keys = offered("version: 1\n|\npools:\n  - id: app\n");
    expect(keys).toContain("listeners");
    expect(keys).not.toContain("version");
    expect(keys).not.toContain("pools");
  });

  it("are the keys of an item in a list, or the item where none has begun", () => {
    expect(offered("pools:\n  - id: app\n    |")).toEqual(
      expect.arrayContaining(["algorithm", "servers"]),
    );
    expect(offered("pools:\n  - id: app\n    |")).not.toContain("id");
    expect(offered("pools:\n  |")).toContain("- id");
    // The dash may stand below its key.
    expect(offered("pools:\n- id: app\n  he|")).toContain("health");
  });

  it("are the values a key takes", () => {
    expect(offered("listeners:\n  - id: web\n    protocol: |")).toEqual([
      "http",
      "https",
      "tcp",
      "tls-passthrough",
    ]);
    expect(offered("listeners:\n  - exposeServer: |")).toEqual(["true", "false"]);
    expect(offered("pools:\n  - retries: { on: [connect-failure, |")).toContain("502");
  });

  it("are the names that there are", () => {
    expect(offered("listeners:\n  - id: web\n    pool: |")).toEqual(["app", "canary"]);
    expect(offered("lab:\n  traffic:\n    - { id: x, target: |")).toEqual(["web"]);
  });

  it("follow what is chosen already, in braces and in lines", () => {
    expect(offered("pools:\n  - algorithm: { type: power-of-two-choices, |")).toEqual(["choices"]);
    expect(offered("pools:\n  - algorithm: { |")).toEqual(
      expect.arrayContaining(["type", "choices", "decay"]),
    );
    expect(offered("pools:\n  - algorithm:\n      type: peak-ewma\n      |")).toEqual(["decay"]);
    expect(offered("pools:\n  - algorithm: { type: p|")).toContain("peak-ewma");
  });

  it("are none in comments, in quotes, and where the schema has nothing", () => {
    expect(offered("version: 1 # note: |")).toEqual([]);
    expect(offered('listeners:\n  - pool: "a|')).toEqual([]);
    expect(offered("version: 1\nunknown:\n  |")).toEqual([]);
  });

  it("replace what was typed", () => {
    const text = "pools:\n  - id: app\n    algo";
    expect(suggestionsAt(text, text.length, names)).toMatchObject({ typedLength: 4 });
  });

  it("come with the meaning of a key under the pointer", () => {
    const text = "listeners:\n  - id: web\n    limits: { headerBytes: 16KiB }";
    const found = keyMeaningAt(text, text.indexOf("derBytes"));
    expect(found?.name).toBe("headerBytes");
    expect(found?.node.description).toContain("431");
    expect(keyMeaningAt(text, text.indexOf("16KiB") + 1)).toBeNull();
  });
});

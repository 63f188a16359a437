// Which certificate stands for a name.
import { describe, expect, it } from "vitest";
import { createNameIndex } from "../../../../balancer-core/proxy/tls/name-index.ts";

const first = { id: "first", names: ["first.test", "both.test"] };
const second = { id: "second", names: ["second.test", "both.test", "*.wild.test"] };
const exact = { id: "exact", names: ["exact.wild.test"] };
const index = createNameIndex(first, [second, exact]);

describe("the index of names", () => {
  it.each([
    ["second.test", "second"],
    ["SECOND.test.", "second"],
    ["both.test", "first"],
    ["a.wild.test", "second"],
    ["exact.wild.test", "exact"],
    ["a.b.wild.test", "first"],
    ["wild.test", "first"],
    [".wild.test", "first"],
    ["unknown.test", "first"],
    ["", "first"],
    [undefined, "first"],
  ])("finds for %s the item %s", (name, id) => {
    expect(index.find(name).id).toBe(id);
  });
});

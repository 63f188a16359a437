// Picking rows: one, a range, all of a group.
import { describe, expect, it } from "vitest";
import {
  extendTo,
  noRows,
  pickedOf,
  toggleRow,
  toggleRows,
} from "../../../../renderer/features/servers/row-selection.ts";

const order = ["a", "b", "c", "d", "e"];
const keys = ({ keys }: { readonly keys: ReadonlySet<string> }) => [...keys].sort().join("");

describe("picking rows", () => {
  it("adds and takes away one at a time", () => {
    const two = toggleRow(toggleRow(noRows, "b"), "d");
    expect(keys(two)).toBe("bd");
    expect(keys(toggleRow(two, "b"))).toBe("d");
  });

  it("reaches from the last press in both directions, and keeps what was picked before", () => {
    const start = toggleRow(toggleRow(noRows, "a"), "d");
    expect(keys(extendTo(start, order, "b"))).toBe("abcd");
    expect(keys(extendTo(extendTo(start, order, "b"), order, "e"))).toBe("abcde");
  });

  it("follows the order that is shown, not the one of before", () => {
    const start = toggleRow(noRows, "a");
    expect(keys(extendTo(start, ["e", "a", "c"], "e"))).toBe("ae");
  });

  it("takes the row alone where the anchor is no longer shown", () => {
    const start = toggleRow(noRows, "z");
    expect(keys(extendTo(start, order, "c"))).toBe("cz");
    expect(extendTo(start, order, "nobody")).toBe(start);
  });

  it("picks a whole group, and leaves it when it was whole", () => {
    const some = toggleRow(noRows, "b");
    const whole = toggleRows(some, ["a", "b"]);
    expect([pickedOf(some.keys, ["a", "b"]), pickedOf(whole.keys, ["a", "b"])]).toEqual([
      "some",
      "all",
    ]);
    expect(keys(toggleRows(whole, ["a", "b"]))).toBe("");
    expect(pickedOf(new Set(), [])).toBe("none");
  });
});

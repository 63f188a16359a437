// Where an arrow key goes: straight ahead before aside, round the list with Tab, and first to what would take it.
import { describe, expect, it } from "vitest";
import { nextTarget, type Spot } from "../../../../renderer/dnd/next-target.ts";

const spot = (x: number, y: number, isTaking = true): Spot => ({ x, y, isTaking });
const [topLeft, topRight, bottomLeft, bottomRight] = [
  spot(0, 0, false),
  spot(100, 0),
  spot(0, 100),
  spot(100, 100),
];
const all = [bottomRight, topRight, bottomLeft, topLeft];

describe("the next target", () => {
  it("lies in the direction of the arrow", () => {
    expect(nextTarget(all, topLeft, "right")).toBe(topRight);
    expect(nextTarget(all, topLeft, "down")).toBe(bottomLeft);
    expect(nextTarget(all, bottomRight, "left")).toBe(bottomLeft);
    expect(nextTarget(all, bottomRight, "up")).toBe(topRight);
  });

  it("is nothing at the edge, so that nothing moves", () => {
    expect(nextTarget(all, topLeft, "up")).toBeNull();
    expect(nextTarget([], topLeft, "next")).toBeNull();
  });

  it("is rather far ahead than far aside", () => {
    const [ahead, besides] = [spot(200, 0), spot(40, 120)];
    expect(nextTarget([ahead, besides], topLeft, "right")).toBe(ahead);
  });

  it("is at first the nearest that takes what is dragged", () => {
    expect(nextTarget(all, { x: 2, y: 30 }, "first")).toBe(bottomLeft);
  });

  it("goes round in reading order with Tab, to those that refuse too", () => {
    expect(nextTarget(all, topLeft, "next")).toBe(topRight);
    expect(nextTarget(all, topLeft, "previous")).toBe(bottomRight);
    expect(nextTarget(all, bottomRight, "next")).toBe(topLeft);
  });
});

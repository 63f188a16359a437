// Between shares and weights: dragging to a share gives the whole weight that is nearest.
import { describe, expect, it } from "vitest";
import { mostWeight, shareOf, weightAt } from "../../../../renderer/components/server/weight-at.ts";

describe("the weight of a share", () => {
  it.each([
    [0, 2, 0],
    [0.33, 2, 1],
    [0.5, 2, 2],
    [0.6, 2, 3],
    [0.5, 30, 30],
  ])("%d beside others of %d is %d", (share, others, weight) => {
    expect(weightAt(share, others, 1)).toBe(weight);
  });

  it("gives back what it was for every weight", () => {
    for (const weight of [0, 1, 7, 100, mostWeight])
      expect(weightAt(shareOf(weight, 10), 10, 1)).toBe(weight);
  });

  it("stays within what a weight can be, beyond both ends of the bar", () => {
    expect(weightAt(-0.4, 3, 1)).toBe(0);
    expect(weightAt(1.7, 3, 1)).toBe(mostWeight);
  });

  it("stays as it is where there is nobody to share with", () => {
    expect(weightAt(0.2, 0, 5)).toBe(5);
    expect(shareOf(0, 0)).toBe(0);
  });
});

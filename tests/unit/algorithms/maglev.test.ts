// Maglev's table is the paper's, with weights, and even.
import { describe, expect, it } from "vitest";
import { populate } from "../../../balancer-core/algorithms/maglev.ts";
import { seededRandom } from "../../../balancer-core/ports.ts";

const counts = (table: Int32Array, owners: number): number[] =>
  Array.from({ length: owners }, (_, owner) => table.filter((each) => each === owner).length);

function preferences(weights: readonly number[], size: number) {
  const random = seededRandom(3);
  return weights.map((weight) => ({
    offset: Math.floor(random() * size),
    skip: 1 + Math.floor(random() * (size - 1)),
    weight,
  }));
}

describe("the table of maglev", () => {
  it("is the one of the paper's example", () => {
    const example = [
      { offset: 3, skip: 4, weight: 1 },
      { offset: 0, skip: 2, weight: 1 },
      { offset: 3, skip: 1, weight: 1 },
    ];
    expect([...populate(example, 7)]).toEqual([1, 0, 1, 0, 2, 2, 0]);
  });

  it("gives equal servers the same number of places, one more or less", () => {
    const each = counts(populate(preferences(new Array(10).fill(1), 1_009), 1_009), 10);
    expect(Math.max(...each) - Math.min(...each)).toBeLessThanOrEqual(1);
  });

  it("gives the others their part of what the heaviest has", () => {
    const [small, middle, large] = counts(populate(preferences([1, 2, 7], 10_007), 10_007), 3);
    expect(small).toBeCloseTo(1_001, -1);
    expect(middle).toBeCloseTo(2_001, -1);
    expect(large).toBeCloseTo(7_005, -1);
  });

  it("is empty without servers", () => {
    expect(new Set(populate([], 7))).toEqual(new Set([-1]));
  });
});

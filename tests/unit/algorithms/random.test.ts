// Weighted random puts each weight where scripted chance points.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../../balancer-core/algorithms/random.ts";
import { candidatesOf, chooseInTurn, countChoices, numbered, toolsFor } from "./candidates.ts";

function scripted(...numbers: number[]) {
  let next = 0;
  return { random: () => numbers[next++ % numbers.length] ?? 0, now: () => 0 };
}

describe("weighted random", () => {
  it("divides the line by weight, each server owning its beginning but not its end", () => {
    const algorithm = createRandom(scripted(0, 0.499, 0.5, 0.749, 0.75, 0.999_999));
    algorithm.prepare(candidatesOf({ a: 2, b: 1, c: 1 }));
    expect(chooseInTurn(algorithm, 6)).toEqual(["a", "a", "b", "b", "c", "c"]);
  });

  it("chooses the last server when rounding puts the point on the end of the line", () => {
    const algorithm = createRandom(scripted(1));
    algorithm.prepare(candidatesOf({ a: 0.1, b: 0.2 }));
    expect(algorithm.choose([])?.id).toBe("b");
  });

  it("divides the line anew among those not skipped", () => {
    const candidates = candidatesOf({ a: 2, b: 1, c: 1 });
    const algorithm = createRandom(scripted(0.49, 0.51));
    algorithm.prepare(candidates);
    const skip = candidates.slice(0, 1);
    expect([algorithm.choose(skip)?.id, algorithm.choose(skip)?.id]).toEqual(["b", "c"]);
  });

  it("divides the line anew among those that are not at their limit, and back again", () => {
    const candidates = candidatesOf({ a: 2, b: 1, c: 1 });
    const algorithm = createRandom(scripted(0, 0.49, 0.51));
    algorithm.prepare(candidates);
    for (const server of candidates.slice(0, 1)) algorithm.setAvailable(server, false);
    expect(chooseInTurn(algorithm, 3)).toEqual(["b", "b", "c"]);
    for (const server of candidates) algorithm.setAvailable(server, true);
    expect(chooseInTurn(algorithm, 3)).toEqual(["a", "a", "b"]);
  });

  it("comes to the shares of any weights", () => {
    const weights = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(weights, (list) => {
        const algorithm = createRandom(toolsFor().tools);
        algorithm.prepare(numbered(list));
        const counts = countChoices(algorithm, 5_000);
        const total = list.reduce((sum, weight) => sum + weight, 0);
        list.forEach((weight, index) => {
          const share = (counts.get(`s${index}`) ?? 0) / 5_000;
          // Five standard deviations of the widest.
          expect(Math.abs(share - weight / total)).toBeLessThan(0.036);
        });
      }),
      { numRuns: 30 },
    );
  });
});

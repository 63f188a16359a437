// Smooth turns are nginx's own, held against its code written down again, and going away for a moment costs nobody a turn.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SmoothTurns } from "../../../balancer-core/algorithms/smooth-turns.ts";
import { numbered, type TestCandidate } from "./candidates.ts";

/** ngx_http_upstream_get_peer() without failures. */
function nginx(weights: readonly number[], times: number): string[] {
  const current = weights.map(() => 0);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return Array.from({ length: times }, () => {
    weights.forEach((weight, index) => {
      current[index] = (current[index] as number) + weight;
    });
    const best = current.indexOf(Math.max(...current));
    current[best] = (current[best] as number) - total;
    return `s${best}`;
  });
}

describe("smooth turns", () => {
  it("are those of nginx for any weights", () => {
    const weights = fc.array(fc.integer({ min: 1, max: 256 }), { minLength: 1, maxLength: 64 });
    fc.assert(
      fc.property(weights, (list) => {
        const turns = new SmoothTurns<TestCandidate>();
        turns.prepare(numbered(list));
        const ids = Array.from({ length: 300 }, () => turns.choose([])?.id);
        expect(ids).toEqual(nginx(list, 300));
      }),
    );
  });

  it("show what each had before the chosen one paid, as the published table does", () => {
    const candidates = numbered([5, 1, 1]);
    const turns = new SmoothTurns<TestCandidate>();
    turns.prepare(candidates);
    const rows = [1, 2, 3, 4, 5, 6, 7].map(() => {
      turns.choose([]);
      return candidates.map((server) => turns.earnedBefore(server));
    });
    expect(rows).toEqual([
      [5, 1, 1],
      [3, 2, 2],
      [1, 3, 3],
      [6, -3, 4],
      [4, -2, 5],
      [9, -1, -1],
      [7, 0, 0],
    ]);
  });

  it("give nobody more than one turn too many while servers fill up and empty", () => {
    const steps = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 60 });
    fc.assert(
      fc.property(steps, (toggled) => {
        const candidates = numbered([1, 1, 1, 1, 1]);
        const away = new Set<TestCandidate>();
        const turns = new SmoothTurns<TestCandidate>();
        turns.prepare(candidates);
        for (const index of toggled) {
          const server = candidates[index] as TestCandidate;
          turns.setAvailable(server, away.has(server));
          if (!away.delete(server)) away.add(server);
          const present = candidates.filter((each) => !away.has(each));
          const ids = present.map(() => turns.choose([])?.id);
          for (const { id } of present) {
            expect(ids.filter((each) => each === id).length).toBeLessThanOrEqual(2);
          }
        }
      }),
    );
  });
});

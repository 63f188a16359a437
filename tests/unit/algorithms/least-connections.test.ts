// Least connections compares the load after the request, and takes equals in turn.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLeastConnections } from "../../../balancer-core/algorithms/least-connections.ts";
import { candidatesOf, chooseInTurn } from "./candidates.ts";

describe("weighted least connections", () => {
  it("takes idle equals in turn", () => {
    const algorithm = createLeastConnections();
    algorithm.prepare(candidatesOf({ a: 1, b: 1, c: 1 }));
    expect(chooseInTurn(algorithm, 6)).toEqual(["a", "b", "c", "a", "b", "c"]);
  });

  it("keeps the turn when a server leaves", () => {
    const algorithm = createLeastConnections();
    const candidates = candidatesOf({ a: 1, b: 1, c: 1 });
    algorithm.prepare(candidates);
    expect(chooseInTurn(algorithm, 2)).toEqual(["a", "b"]);
    algorithm.prepare(candidates.filter(({ id }) => id !== "b"));
    expect(chooseInTurn(algorithm, 3)).toEqual(["c", "a", "c"]);
  });

  it("chooses the least loaded for its weight and shows the scores it compared", () => {
    const candidates = candidatesOf({ a: 1, b: 4 });
    const [a, b] = candidates;
    if (a) a.activeRequests = 0;
    if (b) b.activeRequests = 2;
    const algorithm = createLeastConnections();
    algorithm.prepare(candidates);
    expect(algorithm.choose([])?.id).toBe("b");
    expect(candidates.map(algorithm.account.scoreOf)).toEqual([1, 0.75]);
  });

  it("never loads a server beyond what any other would bear with one request more", () => {
    const weights = fc.array(fc.integer({ min: 1, max: 10 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(weights, fc.integer({ min: 1, max: 200 }), (list, requests) => {
        const candidates = candidatesOf(
          Object.fromEntries(list.map((weight, index) => [`s${index}`, weight])),
        );
        const algorithm = createLeastConnections<(typeof candidates)[number]>();
        algorithm.prepare(candidates);
        for (let request = 0; request < requests; request++) {
          const chosen = algorithm.choose([]);
          if (!chosen) throw new Error("nobody was chosen");
          chosen.activeRequests += 1;
          algorithm.loadChanged?.(chosen);
        }
        for (const one of candidates) {
          for (const other of candidates) {
            expect(one.activeRequests * other.effectiveWeight).toBeLessThanOrEqual(
              (other.activeRequests + 1) * one.effectiveWeight,
            );
          }
        }
      }),
    );
  });
});

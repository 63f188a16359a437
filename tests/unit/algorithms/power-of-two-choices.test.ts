// Two choices: the less loaded of those drawn, never of others, and far more even than chance alone.
import { describe, expect, it } from "vitest";
import { createPowerOfTwoChoices } from "../../../balancer-core/algorithms/power-of-two-choices.ts";
import { createRandom } from "../../../balancer-core/algorithms/random.ts";
import {
  candidatesOf,
  countChoices,
  load,
  numbered,
  type TestCandidate,
  toolsFor,
} from "./candidates.ts";

const prepared = (choices: number, candidates: readonly TestCandidate[]) => {
  const algorithm = createPowerOfTwoChoices<TestCandidate>({ choices }, toolsFor().tools);
  algorithm.prepare(candidates);
  return algorithm;
};

describe("the power of two choices", () => {
  it.each([2, 3, 5])("takes the least loaded of %i different servers drawn", (choices) => {
    const candidates = numbered([1, 2, 3, 4, 5, 6]);
    const algorithm = prepared(choices, candidates);
    for (let request = 0; request < 500; request++) {
      const chosen = algorithm.choose([]);
      const drawn = algorithm.account.drawn?.() ?? [];
      expect(new Set(drawn).size).toBe(drawn.length);
      expect(drawn.length).toBeLessThanOrEqual(choices);
      const loads = drawn.map((server) => server.activeRequests / server.effectiveWeight);
      expect(chosen).toBe(drawn[loads.indexOf(Math.min(...loads))]);
      if (chosen) load(algorithm, chosen, 1);
      const busy = candidates.find((server) => server.activeRequests > 0);
      if (busy && request % 3 === 0) load(algorithm, busy, -1);
    }
  });

  it("always compares both of two, so that neither gets ahead", () => {
    const candidates = candidatesOf({ a: 1, b: 1 });
    const algorithm = prepared(2, candidates);
    for (let request = 0; request < 100; request++) {
      const chosen = algorithm.choose([]);
      if (chosen) load(algorithm, chosen, 1);
      const [a, b] = candidates.map((server) => server.activeRequests);
      expect(Math.abs((a ?? 0) - (b ?? 0))).toBeLessThanOrEqual(1);
    }
  });

  it("gives idle servers the shares of their weights", () => {
    const algorithm = prepared(2, candidatesOf({ a: 3, b: 1 }));
    const counts = countChoices(algorithm, 10_000);
    expect((counts.get("a") ?? 0) / 10_000).toBeCloseTo(0.75, 1);
  });

  it("fills the fullest of many servers far less than chance does", () => {
    const fullest = (make: (candidates: TestCandidate[]) => () => TestCandidate | undefined) => {
      const candidates = numbered(new Array(1_000).fill(1));
      const choose = make(candidates);
      for (let request = 0; request < 1_000; request++) {
        const chosen = choose();
        if (chosen) chosen.activeRequests += 1;
      }
      return Math.max(...candidates.map((server) => server.activeRequests));
    };
    const byTwo = fullest((candidates) => {
      const algorithm = prepared(2, candidates);
      return () => algorithm.choose([]);
    });
    const byOne = fullest((candidates) => {
      const algorithm = createRandom<TestCandidate>(toolsFor().tools);
      algorithm.prepare(candidates);
      return () => algorithm.choose([]);
    });
    // ln ln n / ln 2 + O(1) against ln n / ln ln n: about 3 against 5 or 6 here.
    expect(byTwo).toBeLessThanOrEqual(4);
    expect(byOne).toBeGreaterThanOrEqual(5);
  });

  it("shows no score of a server that was not drawn", () => {
    const candidates = numbered([1, 1, 1, 1]);
    const algorithm = prepared(2, candidates);
    algorithm.choose([]);
    const scored = candidates.filter((server) => algorithm.account.scoreOf(server) !== null);
    expect(scored.length).toBe(2);
    expect(new Set(scored)).toEqual(new Set(algorithm.account.drawn?.()));
  });
});

// Peak EWMA: the published numbers, and no flood for a server of which nothing is known.
import { describe, expect, it } from "vitest";
import { createPeakEwma } from "../../../balancer-core/algorithms/peak-ewma.ts";
import { candidatesOf, load, numbered, type TestCandidate, toolsFor } from "./candidates.ts";

function prepared(candidates: readonly TestCandidate[], decay = 10_000) {
  const { tools, clock } = toolsFor();
  const algorithm = createPeakEwma<TestCandidate>({ decay }, tools);
  algorithm.prepare(candidates);
  return { algorithm, clock };
}

describe("peak EWMA", () => {
  it("jumps to a peak at once and forgets it with its decay", () => {
    const [server] = candidatesOf({ a: 1 });
    if (!server) throw new Error("no server");
    const { algorithm, clock } = prepared([server]);
    const seen = [
      [0, 30],
      [1_000, 50],
      [2_000, 30],
    ].map(([at = 0, latencyMs = 0]) => {
      clock.nowMs = at;
      algorithm.ended?.(server, latencyMs, false);
      return algorithm.account.latencyOf?.(server)?.toFixed(3);
    });
    expect(seen).toEqual(["30.000", "50.000", "48.097"]);
  });

  it("compares latency times load for the weight", () => {
    const [a, b] = candidatesOf({ a: 1, b: 2 });
    if (!a || !b) throw new Error("no servers");
    const { algorithm } = prepared([a, b]);
    algorithm.ended?.(a, 10, false);
    algorithm.ended?.(b, 30, false);
    load(algorithm, a, 1);
    expect(algorithm.choose([])).toBe(b);
    expect([a, b].map((server) => algorithm.account.scoreOf(server))).toEqual([20, 15]);
  });

  it("leaves a server that became slow, and asks it again once that is forgotten", () => {
    const candidates = candidatesOf({ a: 1, b: 1 });
    const [a, b] = candidates;
    if (!a || !b) throw new Error("no servers");
    const { algorithm, clock } = prepared(candidates, 1_000);
    algorithm.ended?.(a, 10, false);
    algorithm.ended?.(b, 1_000, false);
    const chosen = () => Array.from({ length: 50 }, () => algorithm.choose([])?.id);
    expect(new Set(chosen())).toEqual(new Set(["a"]));
    clock.nowMs = 5_000;
    algorithm.ended?.(a, 10, false);
    expect(new Set(chosen())).toEqual(new Set(["b"]));
  });

  it("gives a server that has not answered yet one request, and no more until it did", () => {
    const candidates = numbered([1, 1, 1, 1]);
    const [fresh, ...known] = candidates;
    if (!fresh) throw new Error("no server");
    const { algorithm } = prepared(candidates);
    for (const server of known) algorithm.ended?.(server, 20, false);
    for (let request = 0; request < 200; request++) {
      const chosen = algorithm.choose([]);
      if (chosen) load(algorithm, chosen, 1);
    }
    expect(fresh.activeRequests).toBe(1);
  });

  it("knows nothing of a server that was away", () => {
    const candidates = candidatesOf({ a: 1, b: 1 });
    const [a, b] = candidates;
    if (!a || !b) throw new Error("no servers");
    const { algorithm, clock } = prepared(candidates);
    for (const server of candidates) algorithm.ended?.(server, 20, false);
    algorithm.prepare([a]);
    clock.nowMs = 120_000;
    algorithm.ended?.(a, 20, false);
    algorithm.prepare(candidates);
    expect(algorithm.account.latencyOf?.(b)).toBeNull();
    for (let request = 0; request < 100; request++) {
      const chosen = algorithm.choose([]);
      if (chosen) load(algorithm, chosen, 1);
    }
    expect(b.activeRequests).toBe(1);
  });

  it("takes a failure for an answer twice as slow as the slowest, or as slow as it was", () => {
    const [a] = candidatesOf({ a: 1 });
    if (!a) throw new Error("no server");
    const { algorithm } = prepared([a]);
    algorithm.ended?.(a, 20, false);
    algorithm.ended?.(a, 1, true);
    algorithm.ended?.(a, null, true);
    expect(algorithm.account.latencyOf?.(a)).toBe(40);
    algorithm.ended?.(a, 500, true);
    expect(algorithm.account.latencyOf?.(a)).toBe(500);
    algorithm.ended?.(a, null, false);
    expect(algorithm.account.latencyOf?.(a)).toBe(500);
  });

  it.each([
    ["that answered before", true],
    ["that never answered", false],
  ])("asks a server %s and now only fails, at once, hardly ever", (_, hasAnswered) => {
    const candidates = candidatesOf({ a: 1, b: 1, broken: 1 });
    const broken = candidates.find(({ id }) => id === "broken");
    const { algorithm, clock } = prepared(candidates);
    for (const server of candidates)
      if (hasAnswered || server !== broken) algorithm.ended?.(server, 20, false);
    let failures = 0;
    for (let request = 0; request < 3_000; request++) {
      clock.nowMs += 20;
      const server = algorithm.choose([]);
      if (!server) throw new Error("nobody was chosen");
      if (server === broken) failures += 1;
      algorithm.ended?.(server, server === broken ? null : 20, server === broken);
    }
    // Of a minute's requests about one for each time that twice the latency needs to fade to the others'.
    expect(failures).toBeGreaterThan(1);
    expect(failures).toBeLessThan(15);
  });
});

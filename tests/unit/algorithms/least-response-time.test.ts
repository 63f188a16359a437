// Least response time: averages as nginx takes them, load and weight beside them, and nobody left for ever or flooded.
import { describe, expect, it } from "vitest";
import { createLeastResponseTime } from "../../../balancer-core/algorithms/least-response-time.ts";
import { candidatesOf, load, numbered, type TestCandidate, toolsFor } from "./candidates.ts";

function prepared(candidates: readonly TestCandidate[]) {
  const { tools, clock } = toolsFor();
  const algorithm = createLeastResponseTime<TestCandidate>(tools);
  algorithm.prepare(candidates);
  const answer = (server: TestCandidate | undefined, ...latenciesMs: number[]) => {
    for (const latencyMs of latenciesMs) if (server) algorithm.ended?.(server, latencyMs, false);
  };
  return { algorithm, clock, answer };
}

describe("least response time", () => {
  it("counts each answer for a twentieth, and comes back from a peak", () => {
    const candidates = candidatesOf({ a: 1 });
    const [a] = candidates;
    if (!a) throw new Error("no server");
    const { algorithm, answer } = prepared(candidates);
    const seen = [100, 100, 300, 100, 100].map((latencyMs) => {
      answer(a, latencyMs);
      return algorithm.account.latencyOf?.(a)?.toFixed(3);
    });
    expect(seen).toEqual(["100.000", "100.000", "110.000", "109.500", "109.025"]);
  });

  it("compares latency times load for the weight", () => {
    const candidates = candidatesOf({ a: 1, b: 2 });
    const [a, b] = candidates;
    const { algorithm, answer } = prepared(candidates);
    answer(a, 10);
    answer(b, 30);
    if (a) load(algorithm, a, 1);
    expect(algorithm.choose([])).toBe(b);
    expect(candidates.map((server) => algorithm.account.scoreOf(server))).toEqual([20, 15]);
  });

  it("takes turns while nothing is known", () => {
    const { algorithm } = prepared(candidatesOf({ a: 1, b: 1, c: 1 }));
    const ids = Array.from({ length: 6 }, () => algorithm.choose([])?.id);
    expect(ids).toEqual(["a", "b", "c", "a", "b", "c"]);
  });

  it("asks a slow server again after a while without an answer", () => {
    const candidates = candidatesOf({ a: 1, b: 1 });
    const [a, b] = candidates;
    const { algorithm, clock, answer } = prepared(candidates);
    answer(a, 10);
    answer(b, 35);
    for (const [atMs, id] of [
      [9_000, "a"],
      [19_000, "a"],
      [21_000, "b"],
    ] as const) {
      clock.nowMs = atMs;
      answer(a, 10);
      expect(algorithm.choose([])?.id).toBe(id);
    }
  });

  it("counts a server without an answer as an average one, so that it is not flooded", () => {
    const candidates = numbered([1, 1, 1, 1]);
    const [fresh, ...known] = candidates;
    const { algorithm, answer } = prepared(candidates);
    for (const server of known) answer(server, 20);
    for (let request = 0; request < 40; request++) {
      const chosen = algorithm.choose([]);
      if (chosen) load(algorithm, chosen, 1);
    }
    expect(fresh?.activeRequests).toBe(10);
  });

  it("takes failures for no sign of speed", () => {
    const candidates = candidatesOf({ a: 1 });
    const [a] = candidates;
    if (!a) throw new Error("no server");
    const { algorithm, answer } = prepared(candidates);
    answer(a, 20);
    algorithm.ended?.(a, 1, true);
    algorithm.ended?.(a, null, false);
    expect(algorithm.account.latencyOf?.(a)).toBe(20);
  });

  it("gives a server left for long one chance, whose score shows it, and then waits for its answer", () => {
    const candidates = candidatesOf({ a: 1, b: 1 });
    const [a, b] = candidates;
    if (!a || !b) throw new Error("no servers");
    const { algorithm, clock, answer } = prepared(candidates);
    answer(a, 10);
    answer(b, 35);
    clock.nowMs = 21_000;
    answer(a, 10);
    expect(algorithm.choose([])).toBe(b);
    expect(algorithm.account.scoreOf(b)).toBe(8.75);
    load(algorithm, b, 1);
    load(algorithm, b, -1);
    expect(algorithm.account.scoreOf(b)).toBe(35);
    expect(algorithm.choose([])).toBe(a);
  });

  it("gives a server that only fails, at once, no more than a chance now and then", () => {
    const candidates = candidatesOf({ a: 1, b: 1, broken: 1 });
    const broken = candidates.find(({ id }) => id === "broken");
    const { algorithm, clock, answer } = prepared(candidates);
    for (const server of candidates) answer(server, server === broken ? 21 : 20);
    let failures = 0;
    for (let request = 0; request < 3_000; request++) {
      clock.nowMs += 20;
      const server = algorithm.choose([]);
      if (!server) throw new Error("nobody was chosen");
      load(algorithm, server, 1);
      load(algorithm, server, -1);
      if (server === broken) failures += 1;
      algorithm.ended?.(server, server === broken ? 1 : 20, server === broken);
    }
    expect(failures).toBeGreaterThan(1);
    expect(failures).toBeLessThan(15);
  });
});

// Bounded loads: no server carries more than (1 + e) times its share, and with a bound hardly anybody moves.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createConsistentHash } from "../../../balancer-core/algorithms/consistent-hash.ts";
import { seededRandom } from "../../../balancer-core/ports.ts";
import { assigned, clients, load, numbered, type TestCandidate } from "./candidates.ts";

function prepared(weights: readonly number[], boundedLoad: number) {
  const candidates = numbered(weights);
  const algorithm = createConsistentHash<TestCandidate>({ boundedLoad });
  algorithm.prepare(candidates);
  const take = (key: string): TestCandidate => {
    const server = algorithm.choose([], key);
    if (!server) throw new Error("nobody was chosen");
    load(algorithm, server, 1);
    return server;
  };
  return { algorithm, candidates, take };
}

describe("a bounded load", () => {
  it("is never gone over, whatever keys come and go", () => {
    const weights = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 8 });
    const extra = fc.constantFrom(0.05, 0.25, 1);
    fc.assert(
      fc.property(weights, extra, fc.integer(), (list, boundedLoad, seed) => {
        const { algorithm, candidates, take } = prepared(list, boundedLoad);
        const random = seededRandom(seed);
        const total = list.reduce((sum, weight) => sum + weight, 0);
        const open: TestCandidate[] = [];
        for (let step = 0; step < 150; step++) {
          // One hot key and some others.
          const server = take(random() < 0.7 ? "hot" : `k${Math.floor(random() * 20)}`);
          open.push(server);
          const share = (open.length * server.weight) / total;
          const most = Math.ceil((1 + boundedLoad) * share - 1e-9);
          expect(server.activeRequests).toBeLessThanOrEqual(most);
          const leaving = random() < 0.4 ? open.shift() : undefined;
          if (leaving) load(algorithm, leaving, -1);
        }
        expect(candidates.reduce((sum, server) => sum + server.activeRequests, 0)).toBe(
          open.length,
        );
      }),
      { numRuns: 50 },
    );
  });

  it("spreads a key that alone would fill one server", () => {
    const unbounded = prepared([1, 1, 1, 1], 0);
    const bounded = prepared([1, 1, 1, 1], 0.25);
    for (let request = 0; request < 100; request++) {
      unbounded.take("hot");
      bounded.take("hot");
    }
    expect(Math.max(...unbounded.candidates.map((server) => server.activeRequests))).toBe(100);
    expect(Math.max(...bounded.candidates.map((server) => server.activeRequests))).toBe(32);
  });

  it("moves few of many different keys", () => {
    const keys = clients(20_000);
    const free = prepared(new Array(10).fill(1), 0);
    const bounded = prepared(new Array(10).fill(1), 0.25);
    const before = assigned(free.algorithm, keys);
    const after = keys.map((key) => bounded.take(key).id);
    const moved = before.filter((id, index) => id !== after[index]).length;
    expect(moved / keys.length).toBeLessThan(0.01);
  });

  it("counts what cannot be had neither as load nor as room", () => {
    const { algorithm, candidates, take } = prepared([1, 1, 1], 0.5);
    for (let request = 0; request < 9; request++) take(`k${request}`);
    const [first] = candidates;
    if (first) algorithm.setAvailable(first, false);
    for (let request = 0; request < 30; request++) {
      expect(take("hot").id).not.toBe("s0");
    }
    const [, second, third] = candidates.map((server) => server.activeRequests);
    expect(Math.max(second ?? 0, third ?? 0)).toBeLessThanOrEqual(
      Math.ceil((1.5 * ((second ?? 0) + (third ?? 0))) / 2),
    );
  });

  it("is no reason to refuse a request that tried all the others", () => {
    const { algorithm, candidates, take } = prepared([1, 1], 0.05);
    const full = take("a");
    const others = candidates.filter((server) => server !== full);
    expect(algorithm.choose(others, "a")).toBe(full);
  });
});

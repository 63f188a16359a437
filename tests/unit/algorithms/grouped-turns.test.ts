// Turns in large pools: plain ones among equals, exact shares otherwise, and nobody upset by servers that come and go.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GroupedTurns } from "../../../balancer-core/algorithms/grouped-turns.ts";
import {
  createRoundRobin,
  mostSmoothTurns,
} from "../../../balancer-core/algorithms/round-robin.ts";
import { numbered, type TestCandidate } from "./candidates.ts";

const choose = (turns: GroupedTurns<TestCandidate>, times: number): string[] =>
  Array.from({ length: times }, () => turns.choose([])?.id ?? "nobody");

function countsOf(ids: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

describe("turns in a large pool", () => {
  it("are those of smooth weighted round robin among equals", () => {
    const candidates = numbered(new Array(40).fill(3));
    const turns = new GroupedTurns<TestCandidate>();
    turns.prepare(candidates);
    const smooth = createRoundRobin<TestCandidate>();
    smooth.prepare(candidates);
    expect(choose(turns, 120)).toEqual(
      Array.from({ length: 120 }, () => smooth.choose([])?.id ?? "nobody"),
    );
  });

  it("give every server its weight in every period, one more or less at its ends", () => {
    const weights = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(weights, fc.integer({ min: 1, max: 5 }), (list, periods) => {
        const turns = new GroupedTurns<TestCandidate>();
        turns.prepare(numbered(list));
        const total = list.reduce((sum, weight) => sum + weight, 0);
        const counts = countsOf(choose(turns, total * periods));
        list.forEach((weight, index) => {
          const off = (counts.get(`s${index}`) ?? 0) - weight * periods;
          expect(Math.abs(off)).toBeLessThanOrEqual(1);
        });
      }),
    );
  });

  it("spread a server's turns instead of giving them in a row", () => {
    const turns = new GroupedTurns<TestCandidate>();
    turns.prepare(numbered([4, 1, 1, 1, 1]));
    const ids = choose(turns, 80);
    const longest = ids.join(" ").match(/(s0 ?)+/g) ?? [];
    expect(Math.max(...longest.map((run) => run.trim().split(" ").length))).toBeLessThanOrEqual(2);
  });

  it("go on where they were when they are prepared again", () => {
    const candidates = numbered(new Array(10).fill(1));
    const turns = new GroupedTurns<TestCandidate>();
    turns.prepare(candidates);
    const before = choose(turns, 7);
    turns.prepare(candidates);
    expect([...before, ...choose(turns, 3)]).toEqual(candidates.map(({ id }) => id));
  });

  it("put a server that returns behind those who waited", () => {
    const candidates = numbered([1, 1, 1, 1]);
    const [, second] = candidates;
    const turns = new GroupedTurns<TestCandidate>();
    turns.prepare(candidates);
    if (second) turns.setAvailable(second, false);
    expect(choose(turns, 4)).toEqual(["s0", "s2", "s3", "s0"]);
    if (second) turns.setAvailable(second, true);
    expect(choose(turns, 4)).toEqual(["s2", "s3", "s0", "s1"]);
    const skip = candidates.filter(({ id }) => id === "s2");
    expect(turns.choose(skip)?.id).toBe("s3");
  });

  it("give a server that was away for long no flood, whatever its weight", () => {
    const candidates = numbered([10, 1, 1, 1, 1, 1]);
    const [heavy] = candidates;
    const turns = new GroupedTurns<TestCandidate>();
    turns.prepare(candidates);
    if (heavy) turns.setAvailable(heavy, false);
    choose(turns, 10_000);
    if (heavy) turns.setAvailable(heavy, true);
    const counts = countsOf(choose(turns, 15));
    expect(counts.get("s0")).toBeGreaterThanOrEqual(9);
    expect(counts.get("s0")).toBeLessThanOrEqual(11);
  });

  it("keep every share within one turn however often servers fill up and empty", () => {
    const steps = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 60 });
    fc.assert(
      fc.property(steps, (toggled) => {
        const candidates = numbered(new Array(10).fill(1));
        const away = new Set<string>();
        const turns = new GroupedTurns<TestCandidate>();
        turns.prepare(candidates);
        for (const index of toggled) {
          const server = candidates[index] as TestCandidate;
          turns.setAvailable(server, away.has(server.id));
          if (!away.delete(server.id)) away.add(server.id);
          const present = candidates.filter(({ id }) => !away.has(id));
          const counts = countsOf(choose(turns, present.length));
          for (const { id } of present) expect(counts.get(id)).toBe(1);
        }
      }),
    );
  });

  it("are taken by pools above the published size, also while most of it is down", () => {
    const large = numbered(new Array(mostSmoothTurns + 1).fill(1));
    const algorithm = createRoundRobin<TestCandidate>();
    algorithm.prepare(large.slice(0, 3), large);
    expect(algorithm.account.score).toBeNull();
    expect([1, 2, 3, 4].map(() => algorithm.choose([])?.id)).toEqual(["s0", "s1", "s2", "s0"]);
    algorithm.prepare(large.slice(0, mostSmoothTurns));
    expect(algorithm.account.score).not.toBeNull();
  });
});

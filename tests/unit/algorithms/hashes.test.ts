// What every hash promises: the same server for the same key on every balancer, and a server that goes or comes moves no more keys
// than it must. Moves are counted, not estimated.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createConsistentHash } from "../../../balancer-core/algorithms/consistent-hash.ts";
import { createIpHash } from "../../../balancer-core/algorithms/ip-hash.ts";
import { createMaglev } from "../../../balancer-core/algorithms/maglev.ts";
import { textHash } from "../../../balancer-core/algorithms/text-hash.ts";
import { assigned, clients, load, numbered, type TestCandidate } from "./candidates.ts";

const keys = clients(20_000);
const makers = {
  "consistent hash": () => createConsistentHash<TestCandidate>({ boundedLoad: 0 }),
  maglev: () => createMaglev<TestCandidate>({ tableSize: 65_537 }),
  "ip hash": () => createIpHash<TestCandidate>(),
};
type Name = keyof typeof makers;

function placed(name: Name, candidates: readonly TestCandidate[], members = candidates): string[] {
  const algorithm = makers[name]();
  algorithm.prepare(candidates, members);
  return assigned(algorithm, keys);
}

const moved = (before: readonly string[], after: readonly string[]) =>
  before.filter((server, index) => server !== after[index]).length;

describe("the hash of a text", () => {
  it.each<[string, number, number]>([
    ["", 0, 0],
    ["", 1, 0x514e28b7],
    ["test", 0, 0xba6bd213],
    ["hello", 0, 0x248bfa47],
    ["Hello, world!", 0x9747b28c, 0x24884cba],
    ["The quick brown fox jumps over the lazy dog", 0, 0x2e4ff723],
  ])("of %j with seed %i is the published one of MurmurHash3", (text, seed, hash) => {
    expect(textHash(text, seed)).toBe(hash);
  });
});

describe.each(Object.keys(makers) as Name[])("%s", (name) => {
  const ten = numbered(new Array(10).fill(1));
  const before = placed(name, ten);

  it("sends a key to the same server on every balancer, whatever load each of them has", () => {
    const other = makers[name]();
    const busy = numbered(new Array(10).fill(1));
    other.prepare(busy);
    for (const server of busy.slice(0, 4)) load(other, server, 1);
    expect(assigned(other, keys)).toEqual(before);
  });

  it("moves nobody but its own when a server goes down, and all of them back when it returns", () => {
    const algorithm = makers[name]();
    algorithm.prepare(ten);
    algorithm.prepare(
      ten.filter(({ id }) => id !== "s3"),
      ten,
    );
    const during = assigned(algorithm, keys);
    before.forEach((server, index) => {
      if (server === "s3") expect(during[index]).not.toBe("s3");
      else expect(during[index]).toBe(server);
    });
    algorithm.prepare(ten);
    expect(assigned(algorithm, keys)).toEqual(before);
  });

  it("spreads the keys of a server that went down over all others", () => {
    const during = placed(name, ten.slice(1), ten);
    const heirs = new Set(during.filter((_, index) => before[index] === "s0"));
    expect(heirs.size).toBe(9);
  });

  it("passes by a server at its limit and comes back to it", () => {
    const algorithm = makers[name]();
    algorithm.prepare(ten);
    const own = keys.find((_, index) => before[index] === "s3") ?? "";
    const [server] = ten.filter(({ id }) => id === "s3");
    if (server) algorithm.setAvailable(server, false);
    const other = algorithm.choose([], own)?.id;
    expect(other).not.toBe("s3");
    expect(algorithm.account.hashed?.()?.steps).toBeGreaterThan(0);
    if (server) algorithm.setAvailable(server, true);
    expect(algorithm.choose([], own)?.id).toBe("s3");
    expect(algorithm.account.hashed?.()?.steps).toBe(0);
  });

  it("does not look at slow start, which every balancer sees at another time", () => {
    const warming = ten.map((server) => ({ ...server, effectiveWeight: 0.1 }));
    expect(placed(name, warming)).toEqual(before);
  });
});

describe.each(["consistent hash", "maglev"] as const)("%s", (name) => {
  it("does not depend on the order of the configuration", () => {
    const reversed = numbered([1, 2, 3]).reverse();
    const numberedAnew = reversed.map((server, ordinal) => ({ ...server, ordinal }));
    expect(placed(name, numberedAnew)).toEqual(placed(name, numbered([1, 2, 3])));
  });

  it("moves hardly more than its share when a server comes into the configuration", () => {
    const before = placed(name, numbered(new Array(9).fill(1)));
    const after = placed(name, numbered(new Array(10).fill(1)));
    const own = after.filter((server) => server === "s9").length;
    // The ring moves none but those; maglev's table a few more, as its paper says.
    const extra = moved(before, after) - own;
    expect(extra / keys.length).toBeLessThanOrEqual(name === "maglev" ? 0.01 : 0);
    expect(own / keys.length).toBeGreaterThan(0.08);
    expect(own / keys.length).toBeLessThan(0.12);
  });

  it("comes to the shares of the weights", () => {
    const places = placed(name, numbered([1, 2, 7]));
    const share = (id: string) => places.filter((each) => each === id).length / keys.length;
    [0.1, 0.2, 0.7].forEach((expected, index) => {
      expect(Math.abs(share(`s${index}`) - expected)).toBeLessThan(0.02);
    });
  });
});

describe("any hash in any state of the pool", () => {
  it("comes to an end with a server that may be had", () => {
    const weights = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 10 });
    const mask = fc.integer({ min: 0, max: 1_023 });
    const name = fc.constantFrom<Name>("consistent hash", "ip hash");
    fc.assert(
      fc.property(name, weights, mask, fc.string(), (which, list, up, key) => {
        const members = numbered(list);
        const candidates = members.filter(({ ordinal }) => (up >> ordinal) & 1);
        const algorithm = makers[which]();
        algorithm.prepare(candidates, members);
        const chosen = algorithm.choose([], key);
        if (candidates.length === 0) expect(chosen).toBeUndefined();
        else expect(candidates).toContain(chosen);
      }),
    );
  });
});

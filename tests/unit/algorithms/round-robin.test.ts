// Smooth weighted round robin gives the published sequences, and servers that come and go upset nobody's turn.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRoundRobin } from "../../../balancer-core/algorithms/round-robin.ts";
import { seededRandom } from "../../../balancer-core/ports.ts";
import { candidatesOf, chooseInTurn, countChoices } from "./candidates.ts";

function prepared(weights: Readonly<Record<string, number>>) {
  const candidates = candidatesOf(weights);
  const algorithm = createRoundRobin();
  algorithm.prepare(candidates);
  return { algorithm, candidates };
}

describe("smooth weighted round robin", () => {
  it.each([
    [{ a: 5, b: 1, c: 1 }, "a a b a c a a"],
    [{ a: 3, b: 1 }, "a a b a"],
    [{ a: 2, b: 1, c: 1 }, "a b c a"],
    [{ a: 1, b: 1, c: 1 }, "a b c"],
  ])("gives the published sequence for %o, period after period", (weights, sequence) => {
    const { algorithm } = prepared(weights);
    const period = sequence.split(" ");
    expect(chooseInTurn(algorithm, period.length * 3)).toEqual([...period, ...period, ...period]);
  });

  it("goes on with the sequence when it is prepared again in the middle", () => {
    const { algorithm, candidates } = prepared({ a: 5, b: 1, c: 1 });
    const before = chooseInTurn(algorithm, 3);
    algorithm.prepare(candidates);
    expect([...before, ...chooseInTurn(algorithm, 4)].join(" ")).toBe("a a b a c a a");
  });

  it("gives the neighbours of a server that leaves no double turn", () => {
    const { algorithm, candidates } = prepared({ a: 1, b: 1, c: 1 });
    expect(chooseInTurn(algorithm, 2)).toEqual(["a", "b"]);
    algorithm.prepare(candidates.filter(({ id }) => id !== "b"));
    expect(chooseInTurn(algorithm, 5)).toEqual(["c", "a", "c", "a", "c"]);
  });

  it("gives a server that returns no flood, however long it was away", () => {
    const { algorithm, candidates } = prepared({ a: 1, b: 1, c: 1 });
    algorithm.prepare(candidates.filter(({ id }) => id !== "b"));
    chooseInTurn(algorithm, 1_000);
    algorithm.prepare(candidates);
    const counts = countChoices(algorithm, 9);
    expect(Object.fromEntries(counts)).toEqual({ a: 3, b: 3, c: 3 });
  });

  it("takes a changed weight over at the next choice", () => {
    const { algorithm, candidates } = prepared({ a: 1, b: 1 });
    chooseInTurn(algorithm, 3);
    const [first] = candidates;
    if (first) first.effectiveWeight = 3;
    algorithm.prepare(candidates);
    const counts = countChoices(algorithm, 40);
    expect(counts.get("a")).toBeGreaterThanOrEqual(29);
    expect(counts.get("a")).toBeLessThanOrEqual(31);
  });

  it("gives every server exactly its weight in every period", () => {
    const weights = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(weights, (list) => {
        const { algorithm } = prepared(
          Object.fromEntries(list.map((weight, index) => [`s${index}`, weight])),
        );
        const counts = countChoices(
          algorithm,
          list.reduce((sum, weight) => sum + weight, 0),
        );
        expect(list.map((_, index) => counts.get(`s${index}`))).toEqual(list);
      }),
    );
  });

  it("gives equal servers no more than one turn too many, whoever comes and goes", () => {
    const membership = fc.array(fc.integer({ min: 1, max: 31 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(membership, (masks) => {
        const { algorithm, candidates } = prepared({ a: 1, b: 1, c: 1, d: 1, e: 1 });
        for (const mask of masks) {
          const present = candidates.filter(({ ordinal }) => (mask >> ordinal) & 1);
          algorithm.prepare(present);
          const counts = countChoices(algorithm, present.length);
          for (const { id } of present) expect(counts.get(id) ?? 0).toBeLessThanOrEqual(2);
        }
      }),
    );
  });

  it("hardly ever gives a double turn after servers came and went at random", () => {
    const random = seededRandom(1);
    const { algorithm, candidates } = prepared({ a: 1, b: 1, c: 1, d: 1, e: 1 });
    let doubles = 0;
    for (let change = 0; change < 10_000; change++) {
      const present = candidates.filter(() => random() < 0.6);
      if (present.length < 2) continue;
      algorithm.prepare(present);
      const turns = chooseInTurn(algorithm, 1 + Math.floor(random() * 6));
      doubles += turns.filter((id, turn) => turn > 0 && id === turns[turn - 1]).length;
    }
    expect(doubles).toBeLessThan(20);
  });
});

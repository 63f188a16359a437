// First available fills servers in the order of the configuration and goes back as soon as one before has room.
import { describe, expect, it } from "vitest";
import { createFirstAvailable } from "../../../balancer-core/algorithms/first-available.ts";
import { candidatesOf, type TestCandidate } from "./candidates.ts";

describe("first available", () => {
  it("takes the first that has room", () => {
    const candidates = candidatesOf({ a: 1, b: 9, c: 1 });
    const [a, b] = candidates;
    const algorithm = createFirstAvailable<TestCandidate>();
    algorithm.prepare(candidates);
    const next = () => algorithm.choose([])?.id;
    expect([next(), next()]).toEqual(["a", "a"]);
    if (a) algorithm.setAvailable(a, false);
    expect(next()).toBe("b");
    if (b) algorithm.setAvailable(b, false);
    expect(next()).toBe("c");
    if (a) algorithm.setAvailable(a, true);
    expect(next()).toBe("a");
  });

  it("goes by the places of the configuration, not by the order given", () => {
    const algorithm = createFirstAvailable<TestCandidate>();
    algorithm.prepare(candidatesOf({ a: 1, b: 1 }).reverse());
    expect(algorithm.choose([])?.id).toBe("a");
  });
});

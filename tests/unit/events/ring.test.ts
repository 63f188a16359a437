// A ring keeps the latest items in order and never grows.
import { describe, expect, it } from "vitest";
import { createRing } from "../../../balancer-core/events/ring.ts";

describe("a ring", () => {
  it("keeps what came last, oldest first", () => {
    const ring = createRing<number>(3);
    expect(ring.latest(5)).toEqual([]);
    for (let item = 1; item <= 7; item += 1) ring.push(item);
    expect(ring.size).toBe(3);
    expect(ring.latest(5)).toEqual([5, 6, 7]);
    expect(ring.latest(2)).toEqual([6, 7]);
    expect(ring.latest(0)).toEqual([]);
    expect([ring.at(-1), ring.at(0), ring.at(2), ring.at(3)]).toEqual([undefined, 5, 7, undefined]);
    expect(ring.slice(1, 1)).toEqual([6]);
    expect(ring.slice(9, 9)).toEqual([]);
  });
});

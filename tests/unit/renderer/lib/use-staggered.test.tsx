// @vitest-environment jsdom
// Many changes of one snapshot are drawn over frames, in order, and nothing is left out.
import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { stepTowards, useStaggered } from "../../../../renderer/lib/use-staggered.ts";

interface Thing {
  readonly id: number;
  readonly value: number;
}
const rules = {
  perFrame: 2,
  isSameThing: (left: Thing, right: Thing) => left.id === right.id,
  isUnchanged: (left: Thing, right: Thing) => left.value === right.value,
};
const things = (count: number, value: number): Thing[] =>
  Array.from({ length: count }, (_, id) => ({ id, value }));
const from = (items: readonly Thing[]) => ({ items, from: 0 });
const values = (list: readonly Thing[]) => list.map(({ value }) => value);

describe("a step towards what is next", () => {
  it("takes as many changes as a frame has time for, from the front", () => {
    const { items } = stepTowards(from(things(5, 0)), things(5, 1), rules);
    expect(values(items)).toEqual([1, 1, 0, 0, 0]);
  });

  it("is the last when no more is left", () => {
    const next = things(2, 1);
    expect(stepTowards(from(things(2, 0)), next, rules).items).toBe(next);
  });

  it("does not count what stayed as it was", () => {
    const next = things(5, 0).map((thing) => (thing.id > 2 ? { ...thing, value: 1 } : thing));
    expect(stepTowards(from(things(5, 0)), next, rules).items).toBe(next);
  });

  it("takes everything at once when things came, went or moved", () => {
    const longer = things(6, 1);
    expect(stepTowards(from(things(5, 0)), longer, rules).items).toBe(longer);
    const turned = things(5, 1).reverse();
    expect(stepTowards(from(things(5, 0)), turned, rules).items).toBe(turned);
  });
});

describe("a staggered list", () => {
  let frames: (() => void)[] = [];
  const frame = () => act(() => frames.splice(0).forEach((run) => void run()));

  beforeEach(() => {
    frames = [];
    vi.stubGlobal("requestAnimationFrame", (run: () => void) => frames.push(run));
    vi.stubGlobal("cancelAnimationFrame", (handle: number) => frames.splice(handle - 1, 1));
  });
  afterEach(() => vi.unstubAllGlobals());

  it("arrives frame by frame and then asks for no more", () => {
    const { result, rerender } = renderHook(({ next }) => useStaggered(next, rules), {
      initialProps: { next: things(5, 0) },
    });
    rerender({ next: things(5, 1) });
    expect(values(result.current)).toEqual([1, 1, 0, 0, 0]);
    frame();
    expect(values(result.current)).toEqual([1, 1, 1, 1, 0]);
    frame();
    expect(values(result.current)).toEqual([1, 1, 1, 1, 1]);
    expect(frames).toEqual([]);
  });

  it("comes first to what waits longest when there is news on the way", () => {
    const { result, rerender } = renderHook(({ next }) => useStaggered(next, rules), {
      initialProps: { next: things(4, 0) },
    });
    rerender({ next: things(4, 1) });
    rerender({ next: things(4, 2) });
    expect(values(result.current)).toEqual([1, 1, 2, 2]);
    frame();
    expect(values(result.current)).toEqual([2, 2, 2, 2]);
  });
});

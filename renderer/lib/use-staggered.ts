// Spreads a change of many things over frames. Five hundred servers that change in one snapshot would take one long task to lay
// out and paint, and the frames of that time would be missed; a part of them a frame is over in a few and nobody sees the seam.
import { useLayoutEffect, useReducer, useRef } from "react";

export interface StaggerRules<T> {
  /** Changes drawn in one frame. No more than these at once is no reason to wait. */
  readonly perFrame: number;
  /** Whether both show the same thing, so that the new one may come a few frames late. */
  readonly isSameThing: (left: T, right: T) => boolean;
  /** Whether there is nothing to draw anew. */
  readonly isUnchanged: (left: T, right: T) => boolean;
}

/** What to draw now, on the way to `next`: the same things in the same order, or `next` itself. */
export function useStaggered<T>(next: readonly T[], rules: StaggerRules<T>): readonly T[] {
  const shown = useRef<Staggered<T>>({ items: next, from: 0 });
  const [, draw] = useReducer((frames: number) => frames + 1, 0);
  const step = stepTowards(shown.current, next, rules);
  useLayoutEffect(() => {
    shown.current = step;
    if (step.items === next) return;
    const frame = requestAnimationFrame(draw);
    return () => cancelAnimationFrame(frame);
  });
  return step.items;
}

export interface Staggered<T> {
  readonly items: readonly T[];
  /** Where the next step begins: what waits longest comes first, also when there is news before all is drawn. */
  readonly from: number;
}

/** One frame's step; `next` itself when that is all that was left, or when things came, went or moved. */
export function stepTowards<T>(
  { items, from }: Staggered<T>,
  next: readonly T[],
  { perFrame, isSameThing, isUnchanged }: StaggerRules<T>,
): Staggered<T> {
  const whole = { items: next, from: 0 };
  if (items === next || items.length !== next.length) return whole;
  const changed: number[] = [];
  for (const [index, item] of next.entries()) {
    const old = items[index] as T;
    if (old === item) continue;
    if (!isSameThing(old, item)) return whole;
    if (!isUnchanged(old, item)) changed.push(index);
  }
  if (changed.length <= perFrame) return whole;
  const first = Math.max(
    0,
    changed.findIndex((index) => index >= from),
  );
  const taken = [...changed.slice(first), ...changed.slice(0, first)].slice(0, perFrame);
  const step = [...items];
  for (const index of taken) step[index] = next[index] as T;
  return { items: step, from: (taken.at(-1) ?? 0) + 1 };
}

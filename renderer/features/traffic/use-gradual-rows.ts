// Draws a batch of new requests a few rows a frame, the newest first, until it fills what is in sight. A batch of hundreds would
// otherwise replace every row at once, which takes longer than a frame.
import { useLayoutEffect, useReducer, useRef } from "react";
import type { TapRow } from "./tap-buffer.ts";

export const rowsAFrame = 10;
/** More are never in sight at once: the rest of a batch comes with the last of these. */
export const mostInSight = 60;

/** Rows to draw now, oldest first, on the way to `next`. At once while `isAtOnce`, and when it is another list and not a longer one. */
export function useGradualRows(
  next: readonly TapRow[],
  isAtOnce: () => boolean,
): readonly TapRow[] {
  const shown = useRef({ rows: next, upTo: next.at(-1)?.seq ?? 0 });
  const [, draw] = useReducer((frames: number) => frames + 1, 0);
  const step = stepOf(shown.current, next, isAtOnce());
  useLayoutEffect(() => {
    shown.current = step;
    if (step.rows === next) return;
    const frame = requestAnimationFrame(draw);
    return () => cancelAnimationFrame(frame);
  });
  return step.rows;
}

export interface GradualRows {
  readonly rows: readonly TapRow[];
  /** Of the newest row that was drawn before this batch. */
  readonly upTo: number;
}

/** One frame's step from what is drawn. */
export function stepOf(
  shown: GradualRows,
  next: readonly TapRow[],
  isAtOnce: boolean,
): GradualRows {
  const whole = { rows: next, upTo: next.at(-1)?.seq ?? 0 };
  const before = countUpTo(next, shown.upTo);
  const isLonger = before > 0 && next[before - 1]?.seq === shown.upTo;
  const drawn = shown.rows.length - countUpTo(shown.rows, shown.upTo);
  const now = drawn + rowsAFrame;
  if (isAtOnce || !isLonger || now >= Math.min(mostInSight, next.length - before)) return whole;
  return { rows: [...next.slice(0, before), ...next.slice(-now)], upTo: shown.upTo };
}

/** How many rows are as old as `seq` or older, by halves: lists have tens of thousands. */
function countUpTo(rows: readonly TapRow[], seq: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.seq ?? 0) <= seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

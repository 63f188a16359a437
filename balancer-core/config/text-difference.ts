// How two texts differ, line by line, as hunks with a little of what surrounds them. Myers' algorithm, bounded.
import type { DifferenceHunk, DifferenceLine } from "../contract/config-history.ts";

/** Lines shown before and after each difference. */
const contextLines = 3;
/** Texts that differ in more lines are shown as one replaced block: a search for what they share would cost too much. */
const mostEdits = 1_000;
/** Lines in all hunks together. */
const mostLines = 5_000;

export interface TextDifference {
  /** Empty when the texts are the same. */
  readonly hunks: DifferenceHunk[];
  /** True when there is more than the hunks show. */
  readonly isCut: boolean;
}

export function textDifference(then: string, now: string): TextDifference {
  return inHunks(compareLines(linesOf(then), linesOf(now)));
}

export function linesOf(text: string): string[] {
  if (text === "") return [];
  return (text.endsWith("\n") ? text.slice(0, -1) : text).split("\n");
}

/** Every line of both texts, in order. */
export function compareLines(then: readonly string[], now: readonly string[]): DifferenceLine[] {
  const shorter = Math.min(then.length, now.length);
  let head = 0;
  while (head < shorter && then[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && then.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  const same = (text: string): DifferenceLine => ({ kind: "same", text });
  return [
    ...then.slice(0, head).map(same),
    ...edits(then.slice(head, then.length - tail), now.slice(head, now.length - tail)),
    ...then.slice(then.length - tail).map(same),
  ];
}

/** The shortest way from one to the other, or all of one and then all of the other when that way is too long. */
function edits(then: readonly string[], now: readonly string[]): DifferenceLine[] {
  const longest = Math.min(then.length + now.length, mostEdits);
  /** For each number of edits, how far each diagonal reached in `then`; diagonal k is at index k + longest + 1. */
  const rounds: Int32Array[] = [];
  const middle = longest + 1;
  const reach = new Int32Array(2 * longest + 3);
  for (let count = 0; count <= longest; count += 1) {
    rounds.push(reach.slice(middle - count - 1, middle + count + 2));
    for (let diagonal = -count; diagonal <= count; diagonal += 2) {
      const above = reach[middle + diagonal + 1] ?? 0;
      const left = reach[middle + diagonal - 1] ?? 0;
      const isDown = diagonal === -count || (diagonal !== count && left < above);
      let x = isDown ? above : left + 1;
      while (x < then.length && x - diagonal < now.length && then[x] === now[x - diagonal]) x += 1;
      reach[middle + diagonal] = x;
      if (x >= then.length && x - diagonal >= now.length) return walkBack(rounds, then, now);
    }
  }
  return [
    ...then.map((text): DifferenceLine => ({ kind: "then", text })),
    ...now.map((text): DifferenceLine => ({ kind: "now", text })),
  ];
}

/** From the end to the start along the rounds. Round `count` holds diagonals from -count - 1 on. */
function walkBack(
  rounds: readonly Int32Array[],
  then: readonly string[],
  now: readonly string[],
): DifferenceLine[] {
  const lines: DifferenceLine[] = [];
  let x = then.length;
  let y = now.length;
  for (let count = rounds.length - 1; count >= 0; count -= 1) {
    const reached = (diagonal: number) => rounds[count]?.[diagonal + count + 1] ?? 0;
    const diagonal = x - y;
    const isDown =
      diagonal === -count || (diagonal !== count && reached(diagonal - 1) < reached(diagonal + 1));
    const previous = isDown ? diagonal + 1 : diagonal - 1;
    const fromX = count === 0 ? 0 : reached(previous);
    const fromY = count === 0 ? 0 : fromX - previous;
    while (x > fromX && y > fromY) {
      x -= 1;
      y -= 1;
      lines.push({ kind: "same", text: then[x] ?? "" });
    }
    if (count === 0) break;
    if (isDown) {
      y -= 1;
      lines.push({ kind: "now", text: now[y] ?? "" });
    } else {
      x -= 1;
      lines.push({ kind: "then", text: then[x] ?? "" });
    }
  }
  return lines.reverse();
}

function inHunks(lines: readonly DifferenceLine[]): TextDifference {
  const hunks: DifferenceHunk[] = [];
  let shown = 0;
  let thenLine = 1;
  let nowLine = 1;
  /** Index up to which the open hunk reaches. */
  let until = -1;
  for (const [index, line] of lines.entries()) {
    if (line.kind !== "same") {
      if (index > until) {
        const start = Math.max(until + 1, index - contextLines);
        const before = lines.slice(start, index);
        const isNext = hunks.length > 0 && start === until + 1;
        if (isNext) hunks.at(-1)?.lines.push(...before);
        else {
          const [then, now] = [thenLine - before.length, nowLine - before.length];
          hunks.push({ thenLine: then, nowLine: now, lines: before });
        }
        shown += before.length;
      }
      until = index + contextLines;
    }
    if (index <= until) {
      if (shown >= mostLines) return { hunks, isCut: true };
      hunks.at(-1)?.lines.push(line);
      shown += 1;
    }
    if (line.kind !== "now") thenLine += 1;
    if (line.kind !== "then") nowLine += 1;
  }
  return { hunks, isCut: false };
}

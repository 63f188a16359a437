// What differs between two texts, as hunks from which either text can be had again.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textDifference } from "../../../balancer-core/config/text-difference.ts";
import type { DifferenceHunk } from "../../../balancer-core/contract/config-history.ts";

const text = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join("");
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `line ${index}`);

/** Puts the hunks into `then`; what comes out must be `now`. */
function patched(then: readonly string[], hunks: readonly DifferenceHunk[]): string[] {
  const result: string[] = [];
  let at = 0;
  for (const { thenLine, nowLine, lines } of hunks) {
    result.push(...then.slice(at, thenLine - 1));
    expect(result).toHaveLength(nowLine - 1);
    result.push(...lines.filter(({ kind }) => kind !== "then").map(({ text }) => text));
    const old = lines.filter(({ kind }) => kind !== "now").map(({ text }) => text);
    expect(then.slice(thenLine - 1, thenLine - 1 + old.length)).toEqual(old);
    at = thenLine - 1 + old.length;
  }
  return [...result, ...then.slice(at)];
}

describe("the difference of two texts", () => {
  it("is empty when they are the same, also but for the last line's end", () => {
    expect(textDifference("a\nb\n", "a\nb")).toEqual({ hunks: [], isCut: false });
  });

  it("shows a changed line with three lines around it and its place in both", () => {
    const then = numbered(20);
    const now = ["first", ...then.with(10, "changed")];
    expect(textDifference(text(then), text(now)).hunks).toEqual([
      {
        thenLine: 1,
        nowLine: 1,
        lines: [
          { kind: "now", text: "first" },
          { kind: "same", text: "line 0" },
          { kind: "same", text: "line 1" },
          { kind: "same", text: "line 2" },
        ],
      },
      {
        thenLine: 8,
        nowLine: 9,
        lines: [
          { kind: "same", text: "line 7" },
          { kind: "same", text: "line 8" },
          { kind: "same", text: "line 9" },
          { kind: "then", text: "line 10" },
          { kind: "now", text: "changed" },
          { kind: "same", text: "line 11" },
          { kind: "same", text: "line 12" },
          { kind: "same", text: "line 13" },
        ],
      },
    ]);
  });

  it("joins differences that are near each other into one hunk", () => {
    const then = numbered(12);
    expect(textDifference(text(then), text(then.with(3, "x").with(8, "y"))).hunks).toHaveLength(1);
  });

  it("leads from one text to the other, whatever they are, by the fewest lines", () => {
    const lines = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 25 });
    fc.assert(
      fc.property(lines, lines, (then, now) => {
        const { hunks } = textDifference(text(then), text(now));
        expect(patched(then, hunks)).toEqual(now);
        const edits = hunks.flatMap(({ lines }) => lines).filter(({ kind }) => kind !== "same");
        expect(edits).toHaveLength(then.length + now.length - 2 * sharedLength(then, now));
      }),
      { numRuns: 300 },
    );
  });

  it("ends soon and says that it is cut when nothing is shared", () => {
    const then = numbered(30_000);
    const now = then.map((line) => `${line}!`);
    const { hunks, isCut } = textDifference(text(then), text(now));
    expect(isCut).toBe(true);
    expect(hunks.flatMap(({ lines }) => lines)).toHaveLength(5_000);
  });
});

/** Length of the longest common subsequence, by the plain table. */
function sharedLength(one: readonly string[], other: readonly string[]): number {
  let row = new Array<number>(other.length + 1).fill(0);
  for (const line of one) {
    const next = [0];
    for (const [index, text] of other.entries()) {
      next.push(
        text === line ? (row[index] ?? 0) + 1 : Math.max(row[index + 1] ?? 0, next[index] ?? 0),
      );
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

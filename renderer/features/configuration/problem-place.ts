// Where a problem is in the text: its offsets for the editor, its place for people. Pure over anything that has lines.
import type { Problem } from "../../../balancer-core/contract/problems.ts";

export interface Lines {
  readonly lines: number;
  line(number: number): { readonly from: number; readonly to: number; readonly text: string };
}

/** From the problem's column to the end of the value there, at least one character; the first line where no place is known. */
export function problemRange(document: Lines, problem: Problem): { from: number; to: number } {
  const number = Math.min(Math.max(problem.line ?? 1, 1), document.lines);
  const { from: start, to: end, text } = document.line(number);
  const column = Math.min(Math.max((problem.column ?? 1) - 1, 0), text.length);
  const isFlow = /[{[]/.test(text.slice(0, column));
  const rest = text.slice(column).split(isFlow ? /[,}\]]|\s#/ : /\s#/)[0] ?? "";
  const from = start + column;
  const to = Math.min(end, from + rest.trimEnd().length);
  return to > from ? { from, to } : { from: start, to: Math.max(end, start) };
}

export function placeText({ line, column }: Problem): string {
  if (line === undefined) return "–";
  return column === undefined ? String(line) : `${line}:${column}`;
}

// An edit of a YAML text that leaves alone what it does not touch: comments, order, spelling, and also the author's spacing.
import { type Document, parseDocument, type ToStringOptions } from "yaml";
import { compareLines, linesOf } from "../config/text-difference.ts";
import { unshare } from "./shared-nodes.ts";

const byteOrderMark = "\ufeff";

/** The text after an edit; the same text when the edit changed nothing. Passes on what `mutate` throws. */
export function editText(text: string, mutate: (document: Document) => void): string {
  const mark = text.startsWith(byteOrderMark) ? byteOrderMark : "";
  const isOfWindows = /\r\n/.test(text) && !/[^\r]\n/.test(text);
  const lines = text.slice(mark.length);
  if (!isOfWindows) return mark + editLines(lines, mutate);
  return mark + editLines(lines.replaceAll("\r\n", "\n"), mutate).replaceAll("\n", "\r\n");
}

function editLines(text: string, mutate: (document: Document) => void): string {
  const document = parseDocument(text);
  const style = styleOf(text);
  const before = document.toString(style);
  const shareAgain = unshare(document);
  mutate(document);
  shareAgain();
  const after = document.toString(style);
  return after === before ? text : keepSpacing(text, before, after, style);
}

/** Lines are never folded: people wrote them. */
function styleOf(text: string): ToStringOptions {
  const indent = /^( {1,8})[^\s#]/m.exec(text)?.[1]?.length ?? 2;
  return {
    lineWidth: 0,
    indent: Math.max(2, indent),
    flowCollectionPadding: !/\{[^\s}]/.test(text),
    indentSeq: !/^( *)[^\s#-][^\n]*:[ \t]*\n\1- /m.test(text),
  };
}

/**
 * The library prints a document in its own spacing. Lines that the edit did not touch are put back as they were written; if
 * that would mean anything else than what was printed, what was printed is taken.
 */
function keepSpacing(text: string, before: string, after: string, style: ToStringOptions): string {
  const kept = withOldLines(linesOf(text), linesOf(before), linesOf(after));
  const read = parseDocument(kept);
  return read.errors.length === 0 && read.toString(style) === after ? kept : after;
}

function withOldLines(
  written: readonly string[],
  before: readonly string[],
  after: readonly string[],
): string {
  const places = placesOf(written, before);
  const result: string[] = [];
  let line = 0;
  /** Written lines that are done with. */
  let taken = 0;
  /** How much further to the right the author writes what is printed around here. */
  let shift = 0;
  let added: string[] = [];
  const add = () => {
    result.push(...added.map((text) => shifted(text, shift)));
    added = [];
  };
  for (const { kind, text } of compareLines(before, after)) {
    if (kind === "now") {
      added.push(text);
      continue;
    }
    if (kind === "same") add();
    const to = places[line++];
    // Lines that only the library writes: empty ones around comments.
    if (to === undefined) continue;
    shift = indentOf(written[to] ?? "") - indentOf(text);
    // With what the library left out before it: empty lines that were doubled.
    if (kind === "same") result.push(...written.slice(taken, to + 1));
    taken = to + 1;
  }
  add();
  result.push(...written.slice(taken));
  return `${result.join("\n")}\n`;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function shifted(line: string, shift: number): string {
  return shift < 0 ? line.slice(Math.min(-shift, indentOf(line))) : " ".repeat(shift) + line;
}

/** For each printed line the place of the line it was written as, told apart by everything but white space. */
function placesOf(written: readonly string[], printed: readonly string[]): (number | undefined)[] {
  const bare = (lines: readonly string[]) => lines.map((line) => line.replace(/\s+/g, ""));
  const places: (number | undefined)[] = [];
  let place = 0;
  for (const { kind } of compareLines(bare(written), bare(printed))) {
    if (kind === "same") places.push(place);
    else if (kind === "now") places.push(undefined);
    if (kind !== "now") place += 1;
  }
  return places;
}

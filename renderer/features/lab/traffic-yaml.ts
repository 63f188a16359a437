// The configuration's text with one generator more or less. Lines it does not touch stay as their author wrote them, to the byte;
// where a text is written in a way that lines cannot be added to or taken from, the library prints it anew, comments kept.
import { type Document, isMap, isPair, isScalar, isSeq, parseDocument, stringify } from "yaml";
import type { TrafficDocument } from "./traffic-form.ts";

const place = ["lab", "traffic"];

/** The generator comes last. */
export function withTraffic(yaml: string, traffic: TrafficDocument): string {
  const document = parseDocument(yaml);
  const lines = addedLines(yaml, document, traffic);
  const list = document.getIn(place);
  const node = document.createNode(traffic, { flow: true });
  if (isSeq(list)) list.add(node);
  else if (isMap(document.get("lab"))) document.setIn(place, document.createNode([node]));
  else document.set("lab", document.createNode({ traffic: [node] }));
  return sameMeaning(lines, document);
}

/** Unchanged where there is no such generator. A list that becomes empty goes, as does a lab. */
export function withoutTraffic(yaml: string, id: string): string {
  const document = parseDocument(yaml);
  const list = document.getIn(place);
  if (!isSeq(list)) return yaml;
  const index = list.items.findIndex((item) => isMap(item) && item.get("id") === id);
  if (index < 0) return yaml;
  const path = pathToRemove(document, list.items.length === 1 ? place : [...place, index]);
  const lines = keptLines(yaml, document, path);
  document.deleteIn(path);
  return sameMeaning(lines, document);
}

/** The edited lines, if they say what the edited document says. */
function sameMeaning(lines: string | undefined, document: Document): string {
  const wanted = JSON.stringify(document.toJS());
  if (lines !== undefined) {
    const read = parseDocument(lines);
    if (read.errors.length === 0 && JSON.stringify(read.toJS()) === wanted) return lines;
  }
  return document.toString({ lineWidth: 0 });
}

function pathToRemove(document: Document, path: readonly (string | number)[]) {
  const lab = document.get("lab");
  return path.length === 2 && isMap(lab) && lab.items.length === 1 ? ["lab"] : path;
}

/** Behind the last generator, behind the lab's other keys, or at the end, whichever there is. */
function addedLines(
  yaml: string,
  document: Document,
  traffic: TrafficDocument,
): string | undefined {
  const item = `- ${stringify(traffic, { collectionStyle: "flow", lineWidth: 0 }).trim()}`;
  const lab = document.get("lab", true);
  const list = document.getIn(place, true);
  if (isSeq(list) && !list.flow && list.items.length > 0) {
    const span = spanOf(yaml, list.items.at(-1));
    return span && insert(yaml, span.end, [`${" ".repeat(span.column)}${item}`]);
  }
  if (isMap(lab) && !lab.flow && list === undefined && lab.items.length > 0) {
    const span = spanOf(yaml, lab.items.at(-1));
    const indent = " ".repeat(span?.column ?? 0);
    return span && insert(yaml, span.end, [`${indent}traffic:`, `${indent}  ${item}`]);
  }
  const isPlain = isMap(document.contents) && !document.contents.flow;
  if (lab !== undefined || !isPlain) return undefined;
  return insert(yaml, yaml.length, ["lab:", "  traffic:", `    ${item}`]);
}

/** Without the lines of what is at the path; a generator takes the comment lines right above it along. */
function keptLines(
  yaml: string,
  document: Document,
  path: readonly (string | number)[],
): string | undefined {
  const parent = document.getIn(path.slice(0, -1), true) ?? document.contents;
  const key = path.at(-1);
  const found = isSeq(parent)
    ? parent.items[Number(key)]
    : isMap(parent)
      ? parent.items.find((pair) => isScalar(pair.key) && pair.key.value === key)
      : undefined;
  const span = spanOf(yaml, found);
  if (span === undefined) return undefined;
  let { start } = span;
  while (isSeq(parent)) {
    const above = lineStart(yaml, start - 1);
    if (start === 0 || !/^[ \t]*#/.test(yaml.slice(above, start))) break;
    start = above;
  }
  return yaml.slice(0, start) + yaml.slice(span.end);
}

interface Span {
  /** Begin of the line it begins on, and of the line behind its last. */
  readonly start: number;
  readonly end: number;
  /** Of the dash or the key. */
  readonly column: number;
}

/** Where an entry of a list or map stands, if it has its lines for itself. */
function spanOf(yaml: string, entry: unknown): Span | undefined {
  const first = isPair(entry) ? entry.key : entry;
  const last = isPair(entry) ? (entry.value ?? entry.key) : entry;
  const begin = rangeOf(first)?.[0];
  const until = rangeOf(last)?.[1];
  if (begin === undefined || until === undefined) return undefined;
  const start = lineStart(yaml, begin);
  const before = yaml.slice(start, begin);
  if (!(isPair(entry) ? /^ *$/ : /^ *- +$/).test(before)) return undefined;
  // The value of a block may end where the next line begins.
  const inside = yaml[until - 1] === "\n" ? until - 1 : until;
  const newline = yaml.indexOf("\n", inside);
  const end = newline < 0 ? yaml.length : newline + 1;
  return { start, end, column: before.length - before.trimStart().length };
}

function rangeOf(node: unknown): readonly number[] | undefined {
  const range = (node as { range?: readonly number[] | null } | null)?.range;
  return range ?? undefined;
}

const lineStart = (yaml: string, at: number): number =>
  at <= 0 ? 0 : yaml.lastIndexOf("\n", at - 1) + 1;

function insert(yaml: string, at: number, lines: readonly string[]): string {
  const newline = /\r\n/.test(yaml) ? "\r\n" : "\n";
  const before = yaml.slice(0, at);
  const gap = before === "" || before.endsWith("\n") ? "" : newline;
  return `${before}${gap}${lines.join(newline)}${newline}${yaml.slice(at)}`;
}

// The filter's language: `status:5xx server:s2 >200ms -method:GET retried`. Words are joined by "and", the values of one word,
// parted by commas, by "or". Reads a text into what it matches and what is wrong with it. Pure.
import type { RequestRecord } from "../../../../balancer-core/contract/records.ts";
import { durationTerm, type Matches, type TermName, termNames, terms } from "./filter-terms.ts";
import { type FilterWord, filterWords } from "./filter-words.ts";

/** `unknown`: no such term; `value`: the term does not take it; `empty`: nothing behind the colon; `quote`: no closing quote. */
export interface FilterProblem {
  readonly kind: "unknown" | "value" | "duration" | "empty" | "quote";
  readonly word: string;
  readonly start: number;
  readonly end: number;
  /** The term, or the nearest one to what was written; null when none is near. */
  readonly term: TermName | "retried" | null;
}

export interface RequestFilter {
  readonly matches: (request: RequestRecord) => boolean;
  readonly problems: readonly FilterProblem[];
  /** Nothing is filtered. */
  readonly isEmpty: boolean;
}

/** Longer texts are cut: nobody types them. */
export const longestFilter = 500;

const isRetried: Matches = ({ attempts }) => attempts.length > 1;

/** Words that are wrong match everything, so that the list does not jump to nothing while one is being typed. */
export function parseFilter(text: string): RequestFilter {
  const all: Matches[] = [];
  const problems: FilterProblem[] = [];
  for (const word of filterWords(text.slice(0, longestFilter))) {
    const found = readWord(word);
    if ("kind" in found) {
      const { start, end } = word;
      problems.push({ ...found, word: text.slice(start, end), start, end });
    } else all.push(word.isNegated ? (request) => !found.matches(request) : found.matches);
  }
  return {
    matches: (request) => all.every((matches) => matches(request)),
    problems,
    isEmpty: all.length === 0,
  };
}

type Read = { readonly matches: Matches } | Pick<FilterProblem, "kind" | "term">;

function readWord({ name, value, isUnclosed }: FilterWord): Read {
  if (isUnclosed) return { kind: "quote", term: null };
  if (name === null) return readBare(value);
  const term = termNames.find((known) => known === name);
  if (!term) return { kind: "unknown", term: nearestTerm(name) };
  const values = value
    .toLowerCase()
    .split(",")
    .filter((part) => part !== "");
  if (values.length === 0) return { kind: "empty", term };
  const any = values.map((part) => terms[term](part));
  const known = any.filter((matches) => matches !== undefined);
  if (known.length < any.length) return { kind: "value", term };
  return { matches: (request) => known.some((matches) => matches(request)) };
}

function readBare(value: string): Read {
  if (value.toLowerCase() === "retried") return { matches: isRetried };
  if (/^[<>]/.test(value)) {
    const matches = durationTerm(value);
    return matches ? { matches } : { kind: "duration", term: null };
  }
  if (value.startsWith("/")) {
    const matches = terms.path(value.toLowerCase());
    if (matches) return { matches };
  }
  return { kind: "unknown", term: nearestTerm(value) };
}

const bareAndNamed = [...termNames, "retried"] as const;

/** The term that a word may have been meant for: it begins so, or differs in two letters at most. */
export function nearestTerm(word: string): TermName | "retried" | null {
  const wanted = word.toLowerCase().slice(0, 12);
  if (wanted.length < 2) return null;
  const beginning = bareAndNamed.find((name) => name.startsWith(wanted) || wanted.startsWith(name));
  if (beginning) return beginning;
  const [best] = bareAndNamed
    .map((name) => ({ name, distance: distanceOf(wanted, name) }))
    .sort((one, other) => one.distance - other.distance);
  return best && best.distance <= 2 ? best.name : null;
}

/** Letters to add, take away or change to get from one word to the other. */
function distanceOf(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let line = 1; line <= one.length; line += 1) {
    const next = [line];
    for (let column = 1; column <= other.length; column += 1) {
      const change = (row[column - 1] ?? 0) + (one[line - 1] === other[column - 1] ? 0 : 1);
      next.push(Math.min((row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1, change));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}

/** Adds a word to a filter, or takes it out where it is in: what a chip does. */
export function toggleWord(text: string, word: string): string {
  const words = filterWords(text).map(({ start, end }) => text.slice(start, end));
  const isIn = hasWord(text, word);
  return (isIn ? words.filter((known) => known !== word) : [...words, word]).join(" ");
}

export function hasWord(text: string, word: string): boolean {
  return filterWords(text).some(({ start, end }) => text.slice(start, end) === word);
}

/** A word for a term and a value, quoted where the value needs it. */
export function wordFor(term: TermName, value: string): string {
  const bare = value.replaceAll('"', "");
  return /[\s,]/.test(bare) ? `${term}:"${bare}"` : `${term}:${bare}`;
}

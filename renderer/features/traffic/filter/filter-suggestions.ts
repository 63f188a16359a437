// What could be written where the caret stands: terms, and for a term its values, those seen in the traffic first. Pure.
import { errorCodes, errorRows } from "../../../../balancer-core/contract/error-codes.ts";
import { type TermName, termNames } from "./filter-terms.ts";
import { filterWords } from "./filter-words.ts";

export interface Suggestion {
  /** What stands in the list, and replaces the word under the caret. */
  readonly word: string;
  /** The term it explains; null for a value. */
  readonly term: TermName | "retried" | "slow" | null;
}

/** What was seen, for values nobody can guess. */
export interface KnownNames {
  readonly servers: readonly string[];
  readonly pools: readonly string[];
  readonly listeners: readonly string[];
}

const mostSuggestions = 8;
const ownErrors = errorCodes.filter((code) => errorRows[code].surface === "relay");

function valuesOf(term: TermName, known: KnownNames): readonly string[] {
  switch (term) {
    case "status":
      return ["2xx", "3xx", "4xx", "5xx", "499", "502", "503", "504"];
    case "server":
      return known.servers;
    case "pool":
      return known.pools;
    case "listener":
      return known.listeners;
    case "method":
      return ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
    case "error":
      return ["*", ...ownErrors];
    case "from":
      return ["balancer", "server"];
    case "sticky":
      return ["hit", "miss", "none"];
    case "attempts":
      return [">1", ">2"];
    default:
      return [];
  }
}

/** The word the caret is in or behind; an empty one between words. */
export function wordAt(
  text: string,
  caret: number,
): { readonly start: number; readonly end: number } {
  const word = filterWords(text).find(({ start, end }) => caret > start && caret <= end);
  return word ?? { start: caret, end: caret };
}

export function suggestionsFor(text: string, caret: number, known: KnownNames): Suggestion[] {
  const { start } = wordAt(text, caret);
  const written = text.slice(start, caret);
  const sign = written.startsWith("-") ? "-" : "";
  const body = written.slice(sign.length);
  const colon = body.indexOf(":");
  if (colon < 0) {
    const lower = body.toLowerCase();
    const all: Suggestion[] = [
      ...termNames.map((term): Suggestion => ({ word: `${sign}${term}:`, term })),
      { word: `${sign}retried`, term: "retried" },
      { word: `${sign}>200ms`, term: "slow" },
    ];
    return all
      .filter(({ word }) => word.slice(sign.length).startsWith(lower) && word !== written)
      .slice(0, mostSuggestions);
  }
  const term = termNames.find((name) => name === body.slice(0, colon).toLowerCase());
  if (!term) return [];
  const list = body.slice(colon + 1);
  const comma = list.lastIndexOf(",") + 1;
  const part = list.slice(comma).toLowerCase();
  const before = `${sign}${term}:${list.slice(0, comma)}`;
  return valuesOf(term, known)
    .filter((value) => value.toLowerCase().includes(part) && value.toLowerCase() !== part)
    .slice(0, mostSuggestions)
    .map((value) => ({ word: `${before}${value}`, term: null }));
}

/** The text with the word under the caret replaced, and where the caret then stands. */
export function complete(
  text: string,
  caret: number,
  word: string,
): { readonly text: string; readonly caret: number } {
  const { start, end } = wordAt(text, caret);
  const space = word.endsWith(":") || text[end] === " " ? "" : " ";
  return {
    text: `${text.slice(0, start)}${word}${space}${text.slice(end)}`,
    caret: start + word.length + (word.endsWith(":") ? 0 : 1),
  };
}

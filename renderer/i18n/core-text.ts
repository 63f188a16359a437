// What the core tells, in the language of the console: reasons, answers to checks, events. The core writes English, so that log, API
// and console say the same; each sentence is a row of the contract's table and is found there again with its values. What is no
// row stays as the core wrote it.
import { nestedValues, readSentence } from "../../balancer-core/contract/read-sentence.ts";
import { serverStateSchema } from "../../balancer-core/contract/snapshot.ts";
import { germanSentences } from "./de/core-sentences.ts";
import { germanSystemCodes } from "./de/system-codes.ts";
import { i18n } from "./i18n.ts";
import { stateInside } from "./state-inside.ts";

/** Between the sentences of one text: a change of the configuration tells all it did. */
const between = "; ";

export function coreText(text: string): string {
  if (i18n.language !== "de") return text;
  const known = told.get(text);
  if (known !== undefined) return known;
  const german = text.split(between).map(germanOf).join(between);
  if (told.size >= mostTold) told.clear();
  told.set(text, german);
  return german;
}

/** Reasons are drawn at every snapshot and rarely change; counts in them may, so there is an end to what is kept. */
const told = new Map<string, string>();
const mostTold = 4_000;

function germanOf(text: string): string {
  // A state that keeps a server from being chosen is told by its name alone.
  const state = stateText(text);
  if (state !== null) return state;
  const read = readSentence(text);
  return read === null
    ? systemCodeText(text)
    : germanSentences[read.code].replace(/\{\{(\w+)\}\}/g, (_, name: string) =>
        wordsOf(name, read.values[name] ?? ""),
      );
}

function wordsOf(name: string, value: string): string {
  if (nestedValues.has(name)) return germanOf(value);
  if (name === "from" || name === "to") return stateText(value) ?? value;
  if (name === "errno") return systemCodeText(value);
  return value;
}

function systemCodeText(code: string): string {
  const words = Object.hasOwn(germanSystemCodes, code) ? germanSystemCodes[code] : undefined;
  return words === undefined ? code : `${words} (${code})`;
}

/** Null for what is no state. */
function stateText(text: string): string | null {
  const state = serverStateSchema.options.find((known) => known === text);
  return state === undefined ? null : stateInside(state);
}

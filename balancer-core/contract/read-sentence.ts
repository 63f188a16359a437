// Finds in a text of the core which sentence it is and what its values are: the rows of sentences.ts read backwards.
import { type SentenceCode, sentenceCodes, sentenceRows } from "./sentences.ts";

export interface ReadSentence {
  readonly code: SentenceCode;
  readonly values: Readonly<Record<string, string>>;
}

const id = '"[^"]*"';
const named = `(?:server|pool|listener|lab server|simulated server|traffic) ${id}`;
const count = "\\d+";

/** What values look like; any other is as short a text as fits, and the last of a row all the rest. */
const valuePatterns: Readonly<Record<string, string>> = {
  count,
  needed: count,
  revision: count,
  listeners: count,
  pools: count,
  percent: count,
  duration: "\\d+(?:ms|s|m|h)",
  status: "\\d{3}(?: .*?)?",
  day: "\\d{4}-\\d\\d-\\d\\d",
  from: "[a-z]+",
  to: "[a-z]+",
  id: '[^"]*',
  fault: '[^"]*',
  thing: `${named}(?: of ${named})*`,
  target: named,
  key: "[\\w.-]+",
  errno: ".+",
  address: "\\S+?",
};

/** Values that are sentences themselves, or names of objects. */
export const nestedValues: ReadonlySet<string> = new Set(["said", "thing", "target"]);

interface Reader {
  readonly code: SentenceCode;
  readonly names: readonly string[];
  readonly pattern: RegExp;
}

const readers: readonly Reader[] = sentenceCodes.map((code) => {
  const pieces = sentenceRows[code].split(/\{\{(\w+)\}\}/);
  const names = pieces.filter((_, index) => index % 2 === 1);
  const source = pieces
    .map((piece, index) =>
      index % 2 === 0
        ? piece.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")
        : `(${valuePatterns[piece] ?? ".+?"})`,
    )
    .join("");
  return { code, names, pattern: new RegExp(`^${source}$`, "s") };
});

/** Null for a text that is no row: a sentence of another version, or of somebody else's. */
export function readSentence(text: string): ReadSentence | null {
  for (const { code, names, pattern } of readers) {
    const match = pattern.exec(text);
    if (match)
      return {
        code,
        values: Object.fromEntries(names.map((name, index) => [name, match[index + 1] ?? ""])),
      };
  }
  return null;
}

// Splits the text of the filter into words with their places: by spaces, but for those between double quotes. A minus before a
// word turns it round. Pure.

export interface FilterWord {
  /** Places in the text, the minus included. */
  readonly start: number;
  readonly end: number;
  readonly isNegated: boolean;
  /** Before the first colon, in lower case; null without a colon. */
  readonly name: string | null;
  /** Behind the colon, or the whole word; without its quotes. */
  readonly value: string;
  readonly isUnclosed: boolean;
}

export function filterWords(text: string): FilterWord[] {
  const words: FilterWord[] = [];
  let start = 0;
  while (start < text.length) {
    if (text[start] === " ") {
      start += 1;
      continue;
    }
    let end = start;
    let isQuoted = false;
    while (end < text.length && (isQuoted || text[end] !== " ")) {
      if (text[end] === '"') isQuoted = !isQuoted;
      end += 1;
    }
    words.push(toWord(text, start, end, isQuoted));
    start = end;
  }
  return words;
}

function toWord(text: string, start: number, end: number, isUnclosed: boolean): FilterWord {
  const isNegated = text[start] === "-" && end > start + 1;
  const body = text.slice(isNegated ? start + 1 : start, end);
  const named = /^([A-Za-z]+):/.exec(body);
  const value = body.slice(named?.[0].length ?? 0).replaceAll('"', "");
  return { start, end, isNegated, name: named?.[1]?.toLowerCase() ?? null, value, isUnclosed };
}

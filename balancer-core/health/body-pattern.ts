// Regular expressions that operators write and answers of servers are held against. They are RE2's, not JavaScript's: those can
// take longer than the universe for a text of a few dozen characters, and a check must never stall the process.
import { RE2JS } from "re2js";

/**
 * SECURITY: time grows with the text times the size of the pattern. At this size 64 KiB of the worst text take some hundred
 * milliseconds, once a check; without a bound a pattern of a thousand characters could take many seconds.
 */
const largestProgram = 150;

export interface BodyPattern {
  /** As it was written. */
  readonly source: string;
  /** Whether it matches anywhere. Takes time in proportion to the text. */
  isIn(text: string): boolean;
}

/** Throws with the reason, as part of a sentence, when the pattern cannot be taken. */
export function compileBodyPattern(source: string): BodyPattern {
  let pattern: RE2JS;
  try {
    pattern = RE2JS.compile(source);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(reason.replace(/^error parsing regexp: /, ""), { cause });
  }
  if (pattern.programSize() > largestProgram) {
    throw new Error(`it is too large: ${pattern.programSize()} steps, at most ${largestProgram}`);
  }
  return { source, isIn: (text) => pattern.matcher(text).find() };
}

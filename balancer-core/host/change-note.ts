// How a change of the configuration is told: in one line of the log, and as the list of sentences that is sent and kept; and why
// one was refused.
import { formatProblem } from "../config/format-problem.ts";
import { sentence } from "../contract/sentences.ts";
import { InvalidConfigError, systemCode } from "../errors.ts";

/** Sentences of one change that are told and kept. */
const mostSentences = 200;
const longestMessage = 500;
/** Problems of a broken file that are named in its event; `config.check` gives all. */
const mostProblems = 3;

/** Messages and notes stay small when thousands of servers come at once. */
export function shortened(sentences: readonly string[]): string[] {
  if (sentences.length <= mostSentences) return [...sentences];
  const more = sentences.length - mostSentences;
  return [...sentences.slice(0, mostSentences), sentence("AND_MORE", { count: more })];
}

export function changeMessage(sentences: readonly string[]): string {
  const what = sentences.length > 0 ? sentences.join("; ") : sentence("LAYOUT_CHANGED");
  return what.length > longestMessage ? `${what.slice(0, longestMessage - 1)}…` : what;
}

export function problemMessage(error: unknown, file: string): string {
  if (!(error instanceof InvalidConfigError)) return systemCode(error);
  const shown = error.problems.slice(0, mostProblems);
  const more = error.problems.length - shown.length;
  const lines = shown.map((problem) => formatProblem(problem, file));
  return [...lines, ...(more > 0 ? [sentence("AND_MORE", { count: more })] : [])].join("; ");
}

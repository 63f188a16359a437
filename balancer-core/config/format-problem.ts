// One problem as one line for terminals: file:line:column, path, what is expected, the value that was there.
import type { Problem } from "../contract/problems.ts";

export function formatProblem(problem: Problem, file: string): string {
  const place =
    problem.line === undefined ? file : `${file}:${problem.line}:${problem.column ?? 1}`;
  const path = problem.path === "" ? "" : ` ${problem.path}:`;
  const value = problem.value === undefined ? "" : `, got ${JSON.stringify(problem.value)}`;
  return printable(`${place}:${path} ${problem.message}${value}`);
}

/** SECURITY: names in a file may hold what a terminal obeys. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u${code.toString(16).padStart(4, "0")}`;
  });
}

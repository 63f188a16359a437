// One problem as one line for terminals: file:line:column, path, what is expected, the value that was there.
import type { Problem } from "../contract/problems.ts";

export function formatProblem(problem: Problem, file: string): string {
  const place =
    problem.line === undefined ? file : `${file}:${problem.line}:${problem.column ?? 1}`;
  const path = problem.path === "" ? "" : ` ${problem.path}:`;
  const value = problem.value === undefined ? "" : `, got ${JSON.stringify(problem.value)}`;
  return `${place}:${path} ${problem.message}${value}`;
}

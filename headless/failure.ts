// How a failed start is told to people: every problem of a configuration on its own line, anything else as one sentence.
import { BalancerError, formatProblem, InvalidConfigError } from "../balancer-core/index.ts";

/** `file` is the configuration that was read, as problems name it. */
export function failureLines(error: unknown, file = "configuration"): string[] {
  if (error instanceof InvalidConfigError) {
    const count = error.problems.length;
    return [
      ...error.problems.map((problem) => formatProblem(problem, file)),
      `${count} ${count === 1 ? "problem" : "problems"} in ${file}; nothing was started.`,
    ];
  }
  if (error instanceof BalancerError) return [`evenkeel: ${error.message} (${error.code})`];
  return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
}

export function reportFailure(error: unknown, file?: string): void {
  process.stderr.write(`${failureLines(error, file).join("\n")}\n`);
}

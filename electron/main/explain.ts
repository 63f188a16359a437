// An error in words for a dialog: every problem of a configuration, as many as fit.
import { InvalidConfigError } from "../../balancer-core/index.ts";

const problemsShown = 12;

export function explain(error: unknown): string {
  if (error instanceof InvalidConfigError) return listProblems(error);
  return error instanceof Error ? error.message : String(error);
}

function listProblems({ problems }: InvalidConfigError): string {
  const lines = problems.slice(0, problemsShown).map(({ path, message }) => `${path}: ${message}`);
  const more = problems.length - lines.length;
  return [...lines, ...(more > 0 ? [`and ${more} more`] : [])].join("\n");
}

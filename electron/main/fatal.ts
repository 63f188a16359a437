// The end of the road: errors nobody handled are logged, shown and end the app with code 1. Never swallowed.
import { app, dialog } from "electron";
import { InvalidConfigError } from "../../balancer-core/index.ts";

const problemsShown = 12;
let isEnding = false;

export function reportUncaughtErrors(): void {
  process.on("uncaughtException", (error) => endWithError("Evenkeel has to close", error));
  process.on("unhandledRejection", (error) => endWithError("Evenkeel has to close", error));
}

export function endWithError(title: string, error: unknown): void {
  console.error(`evenkeel: ${title}:`, error);
  // What fails while the box is shown is in the log; one box is enough.
  if (isEnding) return;
  isEnding = true;
  dialog.showErrorBox(title, explain(error));
  app.exit(1);
}

function explain(error: unknown): string {
  if (error instanceof InvalidConfigError) return listProblems(error);
  return error instanceof Error ? error.message : String(error);
}

function listProblems({ problems }: InvalidConfigError): string {
  const lines = problems.slice(0, problemsShown).map(({ path, message }) => `${path}: ${message}`);
  const more = problems.length - lines.length;
  return [...lines, ...(more > 0 ? [`and ${more} more`] : [])].join("\n");
}

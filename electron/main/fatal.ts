// The end of the road: errors nobody handled are logged, shown and end the app with code 1. Never swallowed.
import { app, dialog } from "electron";
import { explain } from "./explain.ts";

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

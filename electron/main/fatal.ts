// The end of the road: errors nobody handled are logged, shown and end the app with code 1. Never swallowed.
import { app, dialog } from "electron";
import { explain } from "./explain.ts";
import { say } from "./words.ts";

let isEnding = false;
let stopBalancer = async (): Promise<void> => {};

export function reportUncaughtErrors(): void {
  process.on("uncaughtException", (error) => endWithError("Evenkeel has to close", error));
  process.on("unhandledRejection", (error) => endWithError("Evenkeel has to close", error));
}

/** What runs, and must not take requests any more once the end has come. */
export function stopInTheEnd(stop: () => Promise<void>): void {
  stopBalancer = stop;
}

export function endWithError(title: string, error: unknown): void {
  console.error(`evenkeel: ${title}:`, error);
  // What fails while the box is shown is in the log; one box is enough.
  if (isEnding) return;
  isEnding = true;
  const detail = explain(error);
  if (!app.isReady()) {
    dialog.showErrorBox(title, detail);
    app.exit(1);
    return;
  }
  // Not the box above, which holds the whole process until somebody answers: nobody may be there, and listeners that are open
  // would take connections and never serve them.
  const options = { type: "error" as const, message: title, detail, buttons: [say("quit")] };
  const answered = dialog.showMessageBox(options);
  stopBalancer().catch(logFurther);
  answered.catch(logFurther).finally(() => app.exit(1));
}

function logFurther(error: unknown): void {
  console.error("evenkeel: while closing:", error);
}

// Evaluates the built main, and only then is the app ready: a main that awaits `ready` at its top level hangs, as on Electron.
import { pathToFileURL } from "node:url";
import { answerTheSpec } from "./answers.ts";
import { beReady } from "./app.ts";

export async function runMain(): Promise<void> {
  const main = process.env.EVENKEEL_STAND_IN_MAIN;
  if (main === undefined) throw new Error("no main to run");
  answerTheSpec();
  // A spec that ended must not leave a balancer behind.
  process.on("disconnect", () => process.exit(3));
  await import(pathToFileURL(main).href);
  beReady();
}

// One desktop console per workspace: a second start brings the first one's window forward, hands over its file and ends.
import { app } from "electron";

/** False when another instance has the workspace; the caller quits. `configFile` is absolute: the other was started elsewhere. */
export function claimSingleInstance(
  configFile: string | undefined,
  onSecondStart: (configFile: string | undefined) => void,
): boolean {
  if (!app.requestSingleInstanceLock({ configFile: configFile ?? null })) return false;
  // Chromium may put the other's arguments in another order and add some; the data arrives as it was sent.
  app.on("second-instance", (_event, _args, _directory, data) => onSecondStart(fileOf(data)));
  return true;
}

function fileOf(data: unknown): string | undefined {
  if (typeof data !== "object" || data === null || !("configFile" in data)) return undefined;
  return typeof data.configFile === "string" ? data.configFile : undefined;
}

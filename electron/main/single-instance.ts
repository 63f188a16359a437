// One desktop console per workspace: a second start brings the first one's window forward and ends.
import { app } from "electron";

/** False when another instance has the workspace; the caller quits. */
export function claimSingleInstance(onSecondStart: () => void): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on("second-instance", onSecondStart);
  return true;
}

// What the system knows the application by. On Linux and macOS it is told by package.json and the bundle.
import { app } from "electron";

/** As in electron-builder.yml: the installer gives its shortcut the same, and Windows shows no notification of any other. */
export const applicationId = "app.evenkeel.desktop";

export function tellIdentity(): void {
  if (process.platform === "win32") app.setAppUserModelId(applicationId);
}

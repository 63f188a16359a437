// What the page may ask of the machine: nothing. Electron grants every permission unless it is told otherwise.
import type { Session } from "electron";

/** SECURITY: each of the four is asked in its own way; leaving one out grants what it guards. */
export function denyAllPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback(null));
}

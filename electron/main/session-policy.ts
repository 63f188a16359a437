// What the page may ask of the machine: to put text on the clipboard when a person copies it, and nothing else. Electron grants
// every permission unless it is told otherwise.
import type { Session } from "electron";
import { isRendererAddress, type RendererAddress } from "./renderer-address.ts";

/** What `navigator.clipboard.writeText` asks for; Chromium grants it within a click only. Reading is another permission. */
const copying = "clipboard-sanitized-write";

/** SECURITY: each of the four is asked in its own way; leaving one out grants what it guards. */
export function allowOnlyCopying(session: Session, renderer: RendererAddress): void {
  const mayCopy = (permission: string, isMainFrame: boolean, address: string) =>
    permission === copying && isMainFrame && isRendererAddress(renderer, address);
  session.setPermissionRequestHandler((_contents, permission, callback, details) =>
    callback(mayCopy(permission, details.isMainFrame, details.requestingUrl)),
  );
  session.setPermissionCheckHandler((_contents, permission, origin, { isMainFrame }) =>
    mayCopy(permission, isMainFrame, origin),
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback(null));
}

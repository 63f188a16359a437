// The policy of the page while it comes from the development server, whose hot reload needs inline scripts and a socket.
// Never in use in a packaged app.
import type { Session } from "electron";
import type { RendererAddress } from "./renderer-address.ts";

export function relaxPolicyForDevelopment(session: Session, { url }: RendererAddress): void {
  const { host } = new URL(url);
  const policy = [
    "default-src 'self'",
    "script-src 'self' 'unsafe-inline'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    `connect-src 'self' ws://${host}`,
    "object-src 'none'",
  ].join("; ");
  session.webRequest.onHeadersReceived(({ responseHeaders }, callback) => {
    callback({ responseHeaders: { ...responseHeaders, "content-security-policy": [policy] } });
  });
}

// What main and preload must agree on: the two channels of the console's transport, and the shape of a session's name.

/** Carries `(session, frame)` both ways. */
export const frameChannel = "evenkeel:frame";

/** Carries `(session, message)` both ways: this side has closed the session. */
export const closeChannel = "evenkeel:close";

/**
 * A session is one transport between one page and the host, named by the page. A random name tells frames that were under
 * way when a page was reloaded, or a transport was closed, from those of the session after it.
 */
export function isSession(value: unknown): value is string {
  return typeof value === "string" && /^[0-9a-f-]{36}$/.test(value);
}

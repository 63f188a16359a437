// What main and preload must agree on: the channels between page and main, and the shape of a session's name.

/** Carries `(session, frame)` to main, `(session, batch)` to the page. */
export const frameChannel = "evenkeel:frame";

/** Carries `(session, number)` to main: the page has taken in that batch, so that main sees how far it is behind. */
export const takenChannel = "evenkeel:taken";

/** Carries `(session, message)` both ways: this side has closed the session. */
export const closeChannel = "evenkeel:close";

/** Carries one message of contract/shell-messages.ts both ways. */
export const shellChannel = "evenkeel:shell";

/** Frames that arose in one turn, numbered from 1 within their session; 0 where no session is. */
export interface Batch {
  readonly number: number;
  readonly frames: readonly unknown[];
}

/**
 * A session is one transport between one page and the host, named by the page. A random name tells frames that were under
 * way when a page was reloaded, or a transport was closed, from those of the session after it.
 */
export function isSession(value: unknown): value is string {
  return typeof value === "string" && /^[0-9a-f-]{36}$/.test(value);
}

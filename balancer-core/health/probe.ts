// What a probe is: one question to a server, answered exactly once. How it is asked is in http-probe.ts and tcp-probe.ts.
import type { ConnectionOptions } from "node:tls";
import { sentence } from "../contract/sentences.ts";
import { type Address, formatDuration } from "../contract/units.ts";
import { isOwnFault } from "../errors.ts";

export interface ProbeOutcome {
  readonly ok: boolean;
  /** What was answered or went wrong: `200 OK`, `connect ECONNREFUSED`. */
  readonly detail: string;
  /** It was not asked for want of something on this machine, so it says nothing about the server. */
  readonly isOwnFault?: boolean;
}

/** How a check reaches a server over TLS; the pool's own way, so that checks believe whom the relay believes. */
export interface ProbeTls {
  optionsFor(address: Address): ConnectionOptions;
}

/** How checks reach the servers of a pool; asked anew at each check. */
export interface ProbeWay {
  readonly tls: ProbeTls | null;
  /** Sent before anything else, unless a port of the check's own is asked. */
  readonly proxyProtocol: "off" | "v1" | "v2";
}

export const plainWay: ProbeWay = { tls: null, proxyProtocol: "off" };

/**
 * What a PROXY header says of a connection that is nobody's but ours: `UNKNOWN`, and the command LOCAL. Servers then go by the
 * connection's own addresses.
 */
const ownHeaders = {
  v1: Buffer.from("PROXY UNKNOWN\r\n", "latin1"),
  v2: Buffer.from("0d0a0d0a000d0a515549540a20000000", "hex"),
};

/** Null when there is none to send: a port that only checks use is not where clients are announced. */
export function checkHeader(way: ProbeWay, ownPort: number | undefined): Buffer | null {
  return way.proxyProtocol === "off" || ownPort !== undefined
    ? null
    : ownHeaders[way.proxyProtocol];
}

export interface RunningProbe {
  /** Closes the connection; `settle` is not called afterwards. */
  cancel(): void;
}

/** Most of an answer that is looked at. */
export const longestAnswerBytes = 65_536;

export const noAnswerWithin = (timeoutMs: number): string =>
  sentence("NO_ANSWER", { duration: formatDuration(timeoutMs) });

/** `connect ECONNREFUSED` for a system error, its code or message for another. */
export function failureDetail(error: Error, connected: boolean): string {
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  if (code === undefined) return error.message;
  if ("syscall" in error && typeof error.syscall === "string")
    return callFailed(error.syscall, code);
  // Node names no call when several addresses of one name were tried, and none when the other side just went away.
  if (!connected) return callFailed("connect", code);
  return code === "ECONNRESET" ? sentence("INCOMPLETE_ANSWER") : code;
}

const failedCalls = {
  connect: "CONNECT_FAILED",
  read: "READ_FAILED",
  write: "WRITE_FAILED",
  getaddrinfo: "LOOKUP_FAILED",
} as const;

function callFailed(call: string, errno: string): string {
  const known = Object.hasOwn(failedCalls, call)
    ? failedCalls[call as keyof typeof failedCalls]
    : null;
  return known === null ? `${call} ${errno}` : sentence(known, { errno });
}

/** Passes on the first outcome only, none after cancelling, and runs `cleanUp` once for either. */
export function settleOnce(settle: (outcome: ProbeOutcome) => void, cleanUp: () => void) {
  let open = true;
  return {
    settle(ok: boolean, detail: string) {
      if (!open) return;
      open = false;
      cleanUp();
      settle({ ok, detail });
    },
    /** The connection broke, or was never made. */
    fail(error: Error, connected: boolean) {
      if (!open) return;
      open = false;
      cleanUp();
      settle({ ok: false, detail: failureDetail(error, connected), isOwnFault: isOwnFault(error) });
    },
    cancel() {
      if (!open) return;
      open = false;
      cleanUp();
    },
  };
}

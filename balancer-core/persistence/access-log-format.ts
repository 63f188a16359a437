// One line of the log: hand-built JSON or readable text. Usual requests have a cheaper way to the same line (`usual-request-lines.ts`).
import type { BalancerEvent } from "../contract/records.ts";
import { isoTime } from "../ports.ts";
import type { FinishedRequest } from "../proxy/types.ts";

export interface LineFormat {
  request(request: FinishedRequest): string;
  event(event: BalancerEvent): string;
}

export function createLineFormat(format: "json" | "text"): LineFormat {
  const time = createTimeFormat();
  if (format === "json") {
    return {
      request: (request) => jsonRequest(request, time(request.startedAt)),
      event: ({ at, kind, ...rest }) => `${JSON.stringify({ time: at, kind, ...rest })}\n`,
    };
  }
  return {
    request: (request) => textRequest(request, time(request.startedAt)),
    event: ({ at, kind, level, message, author }) =>
      `${at} ${kind} ${level} ${plain(message)}${author === undefined ? "" : ` (${plain(author)})`}\n`,
  };
}

function jsonRequest(request: FinishedRequest, time: string): string {
  const { poolId, server, error, trace } = request;
  const traceId = trace ? `,"traceId":"${trace.traceId}"` : "";
  let attempts = "";
  for (const attempt of request.attempts) {
    if (attempts !== "") attempts += ",";
    const backoff =
      attempt.backoffMs === undefined ? "" : `"backoffMs":${timing(attempt.backoffMs)},`;
    attempts += `{"server":"${attempt.server}",${backoff}"connectMs":${timing(attempt.connectMs)},"waitMs":${timing(attempt.waitMs)},"totalMs":${timing(attempt.totalMs)},"outcome":${attempt.outcome === "answered" ? '"answered"' : quote(attempt.outcome)}}`;
  }
  return `{"time":"${time}","kind":"request","id":${quote(request.id)},"listener":"${request.listenerId}","pool":${poolId === null ? "null" : `"${poolId}"`},"server":${server === null ? "null" : `"${server.id}"`},"client":${quote(request.client)},"method":${quote(request.method)},"target":${quote(request.target)},"host":${quote(request.host)},"status":${request.status},"bytesIn":${request.bytesIn},"bytesOut":${request.bytesOut},"queueMs":${timing(request.queueMs)},"totalMs":${timing(request.totalMs)},"attempts":[${attempts}],"sticky":"${request.sticky}","error":${error === null ? "null" : `"${error}"`}${traceId}}\n`;
}

function textRequest(request: FinishedRequest, time: string): string {
  const { poolId, server, error } = request;
  const way = `${request.listenerId} -> ${poolId ?? "-"}/${server?.id ?? "-"}`;
  const sizes = `${request.bytesIn} in ${request.bytesOut} out`;
  const tries = request.attempts.length > 1 ? ` ${request.attempts.length} attempts` : "";
  return `${time} request ${way} ${request.client} ${plain(request.method)} ${plain(request.target)} ${request.status} ${timing(request.totalMs)}ms ${sizes}${tries}${error === null ? "" : ` ${error}`} ${plain(request.id)}\n`;
}

// SECURITY: clients choose target, host and id; a control character or quote left as it is would let them forge log lines.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must be found.
const needsEscape = /[\u0000-\u001f"\\\u007f-\uffff]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must be found.
const unprintable = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;

export function quote(text: string): string {
  return needsEscape.test(text) ? JSON.stringify(text) : `"${text}"`;
}

function plain(text: string): string {
  if (!needsEscape.test(text)) return text;
  return text.replace(
    unprintable,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Milliseconds with microseconds, put together from whole numbers: printing a fraction costs several times as much. */
function timing(milliseconds: number | null): string {
  if (milliseconds === null) return "null";
  const micros = Math.round(milliseconds * 1_000);
  const whole = Math.floor(micros / 1_000);
  const rest = micros - whole * 1_000;
  if (rest === 0) return `${whole}`;
  return `${whole}.${rest < 10 ? "00" : rest < 100 ? "0" : ""}${rest}`;
}

/** ISO time, made from scratch only once a second. */
function createTimeFormat(): (wallTimeMs: number) => string {
  let second = Number.NaN;
  let prefix = "";
  return (wallTimeMs) => {
    const whole = Math.floor(wallTimeMs);
    const part = whole % 1_000;
    if (whole - part !== second) {
      second = whole - part;
      prefix = isoTime(second).slice(0, -4);
    }
    return `${prefix}${part < 10 ? "00" : part < 100 ? "0" : ""}${part}Z`;
  };
}

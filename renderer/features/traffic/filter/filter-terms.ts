// The terms of the filter's language: what each takes and which requests it means. Plain comparisons only; a filter typed by a
// person never becomes a regular expression. Pure.
import type { RequestRecord } from "../../../../balancer-core/contract/records.ts";
import { tryDuration } from "../../../../balancer-core/contract/units.ts";

export type Matches = (request: RequestRecord) => boolean;

/** Whose answer it was: one of ours that counts as an error, or a server's. */
export function isOwnAnswer({ error }: RequestRecord): boolean {
  return error !== null;
}

/** A failure, whoever made it. A client that left is none. */
export function isFailure({ status, error }: RequestRecord): boolean {
  return status >= 500 || (error !== null && error !== "CLIENT_CLOSED");
}

export const termNames = [
  "status",
  "server",
  "pool",
  "listener",
  "method",
  "path",
  "host",
  "client",
  "error",
  "from",
  "sticky",
  "attempts",
  "id",
] as const;
export type TermName = (typeof termNames)[number];

/** Returns undefined where the value is none of its kind. `value` is one of a list, never empty. */
type Term = (value: string) => Matches | undefined;

const begins = (read: (request: RequestRecord) => string | null): Term => {
  return (value) => (request) => read(request)?.toLowerCase().startsWith(value) === true;
};
const contains = (read: (request: RequestRecord) => string): Term => {
  return (value) => (request) => read(request).toLowerCase().includes(value);
};

export const terms: { readonly [Name in TermName]: Term } = {
  status: statusTerm,
  server: (value) => (request) =>
    request.server?.toLowerCase() === value ||
    request.attempts.some((attempt) => attempt.server.toLowerCase() === value),
  pool: (value) => (request) => request.pool?.toLowerCase() === value,
  listener: (value) => (request) => request.listener.toLowerCase() === value,
  method: (value) => (request) => request.method.toLowerCase() === value,
  path: (value) =>
    value.startsWith("/")
      ? begins(({ target }) => target)(value)
      : contains(({ target }) => target)(value),
  host: contains(({ host }) => host),
  client: begins(({ client }) => client),
  error: errorTerm,
  from: (value) => {
    if (value === "balancer") return isOwnAnswer;
    return value === "server" ? (request) => !isOwnAnswer(request) : undefined;
  },
  sticky: (value) =>
    ["hit", "miss", "none"].includes(value) ? (request) => request.sticky === value : undefined,
  attempts: (value) => comparison(value, Number, (request) => request.attempts.length),
  id: begins(({ id }) => id),
};

function statusTerm(value: string): Matches | undefined {
  const range = /^([1-9]\d\d)-([1-9]\d\d)$/.exec(value);
  if (range) {
    const [low, high] = [Number(range[1]), Number(range[2])];
    return low <= high ? ({ status }) => status >= low && status <= high : undefined;
  }
  if (/^[1-9]xx$/.test(value)) {
    const hundred = Number(value[0]);
    return ({ status }) => Math.floor(status / 100) === hundred;
  }
  if (/^[1-9]\d\d$/.test(value)) return ({ status }) => status === Number(value);
  return undefined;
}

/** `*`: any error, of ours or a server's 5xx; else the beginning or a part of a code, as in `error:timeout`. */
function errorTerm(value: string): Matches | undefined {
  if (value === "*") return isFailure;
  const part = value.replaceAll("-", "_");
  if (!/^[a-z0-9_]+$/.test(part)) return undefined;
  return ({ error }) => error?.toLowerCase().includes(part) === true;
}

/** `>200ms`, `<=1s`: of the whole time. */
export function durationTerm(value: string): Matches | undefined {
  return comparison(
    value,
    (text) => tryDuration(text) ?? Number.NaN,
    ({ totalMs }) => totalMs,
  );
}

function comparison(
  value: string,
  parse: (text: string) => number,
  read: (request: RequestRecord) => number,
): Matches | undefined {
  const parts = /^(>=|<=|>|<|)(.+)$/.exec(value);
  const limit = parse(parts?.[2] ?? "");
  if (!parts || !Number.isFinite(limit)) return undefined;
  switch (parts[1]) {
    case ">=":
      return (request) => read(request) >= limit;
    case "<=":
      return (request) => read(request) <= limit;
    case ">":
      return (request) => read(request) > limit;
    case "<":
      return (request) => read(request) < limit;
    default:
      return (request) => read(request) === limit;
  }
}

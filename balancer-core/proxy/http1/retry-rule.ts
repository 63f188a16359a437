// Failures of one attempt, classified once, and the rule whether another attempt may follow.
import type { RetriesConfig, RetryReason } from "../../contract/config-pool.ts";
import type { ErrorCode } from "../../contract/error-codes.ts";

export interface Failure {
  readonly code: ErrorCode;
  /** What `retries.on` calls it; null when it is never tried again. */
  readonly reason: RetryReason | null;
  /** Whether it says something about the server. */
  readonly isServers: boolean;
}

const failure = (code: ErrorCode, reason: RetryReason | null, isServers: boolean): Failure => ({
  code,
  reason,
  isServers,
});

export const failures = {
  connectFailed: failure("UPSTREAM_CONNECT_FAILED", "connect-failure", true),
  /** Not even tried, for want of something on this machine. */
  connectUntried: failure("UPSTREAM_CONNECT_FAILED", "connect-failure", false),
  reset: failure("UPSTREAM_RESET", "reset-before-response", true),
  /** A server of HTTP/2 said that it did not begin with the request: it may go elsewhere, whatever its method. */
  refused: failure("UPSTREAM_RESET", "reset-before-response", false),
  /** An idle connection that the server had closed already, under a request that may not be sent twice. */
  stale: failure("UPSTREAM_RESET", null, false),
  tooSlow: failure("UPSTREAM_TIMEOUT", "response-timeout", true),
  badResponse: failure("UPSTREAM_BAD_RESPONSE", null, true),
  clientLeft: failure("CLIENT_CLOSED", null, false),
  cut: failure("FORCED_CLOSE", null, false),
  shuttingDown: failure("SHUTTING_DOWN", null, false),
  badBody: failure("MALFORMED_REQUEST", null, false),
  bodyTooLarge: failure("REQUEST_BODY_TOO_LARGE", null, false),
  bodyTimeout: failure("REQUEST_BODY_TIMEOUT", null, false),
} as const satisfies Record<string, Failure>;

/** RFC 9110, 9.2.2. */
const idempotentMethods = new Set(["GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"]);

export function isIdempotent(method: string): boolean {
  return idempotentMethods.has(method);
}

export interface RetryQuestion {
  readonly method: string;
  readonly retries: RetriesConfig;
  /** Attempts made after the first. */
  readonly retriesMade: number;
  /** Whether any byte of the request went to a server. */
  readonly requestSent: boolean;
  /** Whether any byte of the answer went to the client. */
  readonly responseStarted: boolean;
  /** Whether everything sent of the request can be sent again. */
  readonly canReplay: boolean;
}

/** Whether the request itself allows to be sent again, without asking limits and budget. */
export function isReplayable(
  question: Pick<RetryQuestion, "method" | "requestSent" | "responseStarted" | "canReplay">,
): boolean {
  if (question.responseStarted || !question.canReplay) return false;
  return !question.requestSent || isIdempotent(question.method);
}

/** Whether the rule allows another attempt after this failure. The pool's budget is asked only after this. */
export function mayRetry(reason: RetryReason | null, question: RetryQuestion): boolean {
  if (reason === null || !question.retries.on.includes(reason)) return false;
  if (question.retriesMade >= question.retries.attempts) return false;
  return isReplayable(question);
}

/** The status of an answer as a reason to try again, or null. */
export function retryReasonOf(status: number): RetryReason | null {
  return status === 502 ? "502" : status === 503 ? "503" : status === 504 ? "504" : null;
}

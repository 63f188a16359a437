// Every error the product can give: code, HTTP status, whether trying again may help, one sentence. docs/reference/errors.md
// lists exactly these rows, which a test checks.

export interface ErrorRow {
  /** Status on the HTTP surface it appears on: the relay's own answers or the API. */
  readonly httpStatus: number;
  /** Whether the same request may succeed a moment later. */
  readonly retryable: boolean;
  /** One sentence for people, without names or values. */
  readonly sentence: string;
  /** Where it appears: answers to clients of a listener, the API and console, or start and configuration. */
  readonly surface: "relay" | "api" | "operation";
}

const row = (
  surface: ErrorRow["surface"],
  httpStatus: number,
  retryable: boolean,
  sentence: string,
): ErrorRow => ({
  surface,
  httpStatus,
  retryable,
  sentence,
});

export const errorRows = {
  MALFORMED_REQUEST: row("relay", 400, false, "The request is not valid HTTP, so it was refused."),
  REQUEST_HEAD_TIMEOUT: row("relay", 408, true, "The request head did not arrive in time."),
  REQUEST_BODY_TIMEOUT: row("relay", 408, true, "The request body stopped arriving."),
  REQUEST_BODY_TOO_LARGE: row(
    "relay",
    413,
    false,
    "The request body is larger than this listener allows.",
  ),
  REQUEST_TARGET_TOO_LONG: row(
    "relay",
    414,
    false,
    "The request target is longer than this listener allows.",
  ),
  NO_ROUTE: row("relay", 421, false, "No route of this listener matches the request."),
  RATE_LIMITED: row(
    "relay",
    429,
    true,
    "This client sends more requests than this listener allows.",
  ),
  REQUEST_HEAD_TOO_LARGE: row(
    "relay",
    431,
    false,
    "The request head is larger than this listener allows.",
  ),
  CONNECTION_LIMIT: row(
    "relay",
    503,
    true,
    "The listener has as many connections as it may have, so one was closed.",
  ),
  HTTP2_FLOOD: row(
    "relay",
    429,
    false,
    "The connection did too often what costs a client nothing, so it was closed.",
  ),
  CLIENT_CLOSED: row("relay", 499, false, "The client left before the answer was complete."),
  UNSUPPORTED_TRANSFER_CODING: row(
    "relay",
    501,
    false,
    "The transfer coding of the request is not supported.",
  ),
  TLS_HANDSHAKE_FAILED: row("relay", 400, false, "No TLS connection was agreed with the client."),
  METHOD_NOT_SUPPORTED: row("relay", 501, false, "This method is not relayed."),
  UPSTREAM_CONNECT_FAILED: row("relay", 502, true, "No connection to the server could be made."),
  UPSTREAM_RESET: row(
    "relay",
    502,
    true,
    "The server closed the connection before its answer was complete.",
  ),
  UPSTREAM_BAD_RESPONSE: row("relay", 502, false, "The server's answer is not valid HTTP."),
  NO_SELECTABLE_SERVER: row("relay", 503, true, "No server of the pool can take the request."),
  QUEUE_FULL: row("relay", 503, true, "Every server is at its limit and the queue is full."),
  QUEUE_TIMEOUT: row(
    "relay",
    503,
    true,
    "No server became free while the request waited in the queue.",
  ),
  SHUTTING_DOWN: row("relay", 503, true, "The balancer is stopping and takes no new requests."),
  UPSTREAM_TIMEOUT: row("relay", 504, true, "The server did not answer in time."),
  HTTP_VERSION_NOT_SUPPORTED: row("relay", 505, false, "This version of HTTP is not supported."),
  FORCED_CLOSE: row("relay", 502, true, "The drain deadline passed and the connection was closed."),

  INVALID_PARAMS: row("api", 400, false, "The parameters do not fit the method."),
  MALFORMED_FRAME: row("api", 400, false, "The message is not a frame of this protocol."),
  FRAME_TOO_LARGE: row("api", 413, false, "The message is larger than allowed."),
  UNAUTHENTICATED: row("api", 401, false, "The token is missing or wrong."),
  FORBIDDEN_ORIGIN: row(
    "api",
    403,
    false,
    "Requests from this origin or to this host name are not allowed.",
  ),
  NOT_FOUND: row("api", 404, false, "The named object does not exist."),
  UNKNOWN_METHOD: row("api", 404, false, "There is no such method or address."),
  METHOD_NOT_ALLOWED: row("api", 405, false, "This address does not take this method."),
  ALREADY_EXISTS: row("api", 409, false, "An object with this id exists already."),
  CONFIG_CONFLICT: row(
    "api",
    409,
    true,
    "The configuration was changed by somebody else meanwhile.",
  ),
  NOTHING_TO_UNDO: row("api", 409, false, "There is no change to take back or do again."),
  UNSUPPORTED_MEDIA_TYPE: row(
    "api",
    415,
    false,
    "Only JSON and, for the configuration, YAML are understood.",
  ),
  INVALID_CONFIG: row("api", 422, false, "The configuration has problems, so nothing was changed."),
  TOO_MANY_REQUESTS: row("api", 429, true, "This connection sends more messages than allowed."),
  CONTRACT_MISMATCH: row(
    "api",
    426,
    false,
    "Console and balancer are of different versions; reload the console.",
  ),
  HOST_UNAVAILABLE: row("api", 503, true, "The connection to the balancer is lost."),
  CALL_TIMEOUT: row("api", 504, true, "The balancer did not answer the call in time."),
  INTERNAL: row("api", 500, false, "Something went wrong inside; the log has the details."),

  LISTENER_PORT_IN_USE: row("operation", 409, true, "The address is in use by another program."),
  LISTENER_PORT_FORBIDDEN: row("operation", 403, false, "This user may not listen on the address."),
  LISTENER_FAILED: row("operation", 500, true, "The listener could not be opened."),
  WORKSPACE_UNWRITABLE: row("operation", 500, true, "The workspace folder could not be written."),
  FILE_NOT_FOUND: row("operation", 404, false, "The file does not exist or cannot be read."),
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof errorRows;
export const errorCodes = Object.keys(errorRows) as readonly ErrorCode[];

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === "string" && Object.hasOwn(errorRows, value);
}

// Answers of our own: the one mapping from an error's code to what a client reads.
import { STATUS_CODES } from "node:http";
import { type ErrorCode, errorRows } from "../../contract/error-codes.ts";

/** Seconds after which a client may try again, on 429 and 503. */
const retryAfterSeconds = 1;

const reasonOf = (status: number): string => STATUS_CODES[status] ?? "Error";

/** The status a client sees for a code. */
export function statusOf(code: ErrorCode): number {
  return errorRows[code].httpStatus;
}

export interface OwnAnswerOptions {
  /** The request's method was HEAD, so the content stays away. */
  readonly isHead: boolean;
  readonly keepAlive: boolean;
  readonly minorVersion: number;
  readonly extraLines: string;
}

/** The whole answer. */
export function ownAnswer(code: ErrorCode, options: OwnAnswerOptions): Buffer {
  const { httpStatus, sentence } = errorRows[code];
  const content = `${httpStatus} ${sentence}\n`;
  let head = `HTTP/1.1 ${httpStatus} ${reasonOf(httpStatus)}\r\nContent-Type: text/plain; charset=utf-8\r\n`;
  head += `Content-Length: ${content.length}\r\nX-Evenkeel-Error: ${code}\r\n`;
  if (httpStatus === 503 || httpStatus === 429) head += `Retry-After: ${retryAfterSeconds}\r\n`;
  head += options.extraLines;
  if (!options.keepAlive) head += "Connection: close\r\n";
  else if (options.minorVersion === 0) head += "Connection: keep-alive\r\n";
  return Buffer.from(`${head}\r\n${options.isHead ? "" : content}`, "latin1");
}

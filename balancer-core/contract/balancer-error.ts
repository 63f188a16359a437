// The one error class of the product, on both sides of the wire. Its code is a row of error-codes.ts; its message names the
// object and the value, starts in lower case and ends without a full stop.
import { type ErrorCode, errorRows } from "./error-codes.ts";

export interface BalancerErrorOptions {
  readonly cause?: unknown;
  /** Data for forms and scripts; must survive JSON. */
  readonly details?: unknown;
}

export class BalancerError extends Error {
  override readonly name = "BalancerError";
  readonly code: ErrorCode;
  readonly details: unknown;

  constructor(code: ErrorCode, message: string, { cause, details }: BalancerErrorOptions = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.details = details;
  }

  get httpStatus(): number {
    return errorRows[this.code].httpStatus;
  }
}

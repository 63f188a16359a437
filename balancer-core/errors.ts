// Errors inside the core: the configuration error, the one mapping to the wire, and names of system errors.
import { BalancerError } from "./contract/balancer-error.ts";
import type { WireError } from "./contract/envelope.ts";
import { errorRows } from "./contract/error-codes.ts";
import type { Problem } from "./contract/problems.ts";

/** A configuration with problems. Nothing was changed. `details` carries the same problems over the wire. */
export class InvalidConfigError extends BalancerError {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const [first] = problems;
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : "";
    super(
      "INVALID_CONFIG",
      `${first ? `${first.path}: ${first.message}` : "invalid configuration"}${more}`,
      {
        details: { problems },
      },
    );
    this.problems = problems;
  }
}

/** The one mapping of errors to the wire. Unknown errors become INTERNAL without their message, which may hold secrets. */
export function toWireError(error: unknown): WireError {
  if (error instanceof BalancerError) {
    return error.details === undefined
      ? { code: error.code, message: error.message }
      : { code: error.code, message: error.message, details: error.details };
  }
  return { code: "INTERNAL", message: errorRows.INTERNAL.sentence };
}

/** The system's own code of a failed call (`ECONNREFUSED`), or a short word for anything else. */
export function systemCode(error: unknown): string {
  if (error instanceof Error && "code" in error && typeof error.code === "string")
    return error.code;
  return error instanceof Error ? error.message : String(error);
}

const ownFaults: ReadonlySet<string> = new Set([
  "EMFILE",
  "ENFILE",
  "ENOBUFS",
  "ENOMEM",
  "EADDRNOTAVAIL",
]);

/**
 * Whether a connection, by its error or that one's code, could not be made for want of something on this machine: open files, memory, free ports. It says nothing
 * about the server; a flood of clients would otherwise turn every healthy server down.
 */
export function isOwnFault(error: unknown): boolean {
  return ownFaults.has(systemCode(error));
}

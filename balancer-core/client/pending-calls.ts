// Calls that wait for their answer: each settles exactly once, by a result, a failure, its time-out or the loss of the
// connection.
import { BalancerError } from "../contract/balancer-error.ts";
import type { WireError } from "../contract/envelope.ts";

export interface PendingCalls {
  /** Starts waiting; the promise settles when one of the others below names its id. */
  wait(id: number, method: string, timeoutMs: number): Promise<unknown>;
  succeed(id: number, result: unknown): void;
  fail(id: number, error: WireError): void;
  failAll(message: string): void;
}

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: BalancerError) => void;
  readonly timer: number;
}

export function createPendingCalls(): PendingCalls {
  const pending = new Map<number, Pending>();

  function take(id: number): Pending | undefined {
    const call = pending.get(id);
    if (call) {
      clearTimeout(call.timer);
      pending.delete(id);
    }
    return call;
  }

  return {
    wait(id, method, timeoutMs) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          const error = new BalancerError(
            "CALL_TIMEOUT",
            `"${method}" was not answered within ${timeoutMs} ms`,
          );
          take(id)?.reject(error);
        }, timeoutMs);
        pending.set(id, { resolve, reject, timer });
      });
    },
    succeed: (id, result) => take(id)?.resolve(result),
    fail: (id, { code, message, details }) =>
      take(id)?.reject(new BalancerError(code, message, { details })),
    failAll(message) {
      for (const id of [...pending.keys()])
        take(id)?.reject(new BalancerError("HOST_UNAVAILABLE", message));
    },
  };
}

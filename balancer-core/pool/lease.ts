// One in-flight use of a server. It ends once, whoever says so first: the relay when it is done, or the pool when it cuts.
import type { ErrorCode } from "../contract/error-codes.ts";
import type { Decision } from "../contract/records.ts";
import type { PooledServer } from "./server.ts";
import type { Lease } from "./types.ts";
import type { Cuttable } from "./uses.ts";

export type LeaseResult = Parameters<Lease["release"]>[0];

/** What the pool does when a use ends; called exactly once per lease. */
export type OnLeaseEnd = (lease: PoolLease, result: LeaseResult, latencyMs: number | null) => void;

export class PoolLease implements Lease, Cuttable {
  readonly server: PooledServer;
  readonly startedMs: number;
  readonly sticky: Lease["sticky"];
  readonly decision: Decision | null;
  stickyCookie: string | null = null;
  onCut: ((reason: ErrorCode) => void) | null = null;
  earlier: Cuttable | null = null;
  later: Cuttable | null = null;
  isUnderWay = false;
  readonly #onEnd: OnLeaseEnd;
  #isOpen = true;

  constructor(
    server: PooledServer,
    sticky: Lease["sticky"],
    decision: Decision | null,
    startedMs: number,
    onEnd: OnLeaseEnd,
  ) {
    this.server = server;
    this.sticky = sticky;
    this.decision = decision;
    this.startedMs = startedMs;
    this.#onEnd = onEnd;
  }

  release(result: LeaseResult, latencyMs: number | null = null): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.onCut = null;
    this.#onEnd(this, result, latencyMs);
  }

  /** Ends the use by force. Ends it also when the relay does not react, so that a deadline is one. */
  cut(reason: ErrorCode): void {
    const { onCut } = this;
    this.onCut = null;
    try {
      onCut?.(reason);
    } finally {
      this.release(undefined);
    }
  }
}

// Finds a server for one request: asks the pool, waits in its queue, or waits out a retry's backoff. Can be called off.
import type { ErrorCode } from "../contract/error-codes.ts";
import type { Lease, LeaseContext, Pool, QueueTicket, Refusal, Server } from "../pool/types.ts";
import type { Clock, Timer } from "../ports.ts";

/** The servers that a request has tried before its first attempt. */
export const nobody: readonly Server[] = [];

/** Who needs the lease. One of the two is called for every `seek`, unless `leave` comes first. */
export interface LeaseTaker {
  leased(lease: Lease, now: number): void;
  refused(code: ErrorCode): void;
  /** The wait has no deadline of the relay's own. */
  waits(): void;
}

type AskingRequest = Pick<LeaseContext, "clientAddress" | "hashKey" | "stickyKey">;

export class LeaseSeeker implements LeaseContext {
  readonly clientAddress: string;
  readonly hashKey: string | undefined;
  readonly stickyKey: string | undefined;
  tried = nobody;
  /** Time spent in the queue. */
  queueMs = 0;
  readonly #pool: Pool;
  readonly #clock: Clock;
  readonly #taker: LeaseTaker;
  #ticket: QueueTicket | null = null;
  #backoff: Timer | null = null;

  constructor(pool: Pool, clock: Clock, request: AskingRequest, taker: LeaseTaker) {
    this.#pool = pool;
    this.#clock = clock;
    this.clientAddress = request.clientAddress;
    this.hashKey = request.hashKey;
    this.stickyKey = request.stickyKey;
    this.#taker = taker;
  }

  get isQueued(): boolean {
    return this.#ticket !== null;
  }

  seek(now: number): void {
    this.settle(this.#pool.lease(this, now), now);
  }

  /** Goes on from what the pool said just now. */
  settle(result: Lease | Refusal, now: number): void {
    let lease = result;
    if (lease === "unusable" && this.tried.length > 0) {
      // Every other server is tried or unusable: the same one again is better than giving up.
      this.tried = nobody;
      lease = this.#pool.lease(this, now);
    }
    if (lease === "unusable") this.#taker.refused("NO_SELECTABLE_SERVER");
    else if (lease === "full") this.#queue(now);
    else this.#taker.leased(lease, now);
  }

  /** Seeks again after a delay, preferably another server than `failed`. */
  seekAfter(delayMs: number, failed: Server): void {
    this.tried = [...this.tried, failed];
    this.#taker.waits();
    this.#backoff = this.#clock.after(delayMs, () => {
      this.#backoff = null;
      this.seek(this.#clock.now());
    });
  }

  leave(): void {
    this.#ticket?.leave();
    this.#ticket = null;
    this.#backoff?.cancel();
    this.#backoff = null;
  }

  #queue(now: number): void {
    this.#taker.waits();
    this.#ticket = this.#pool.enqueue(this, (result) => {
      const settledAt = this.#clock.now();
      this.#ticket = null;
      this.queueMs += settledAt - now;
      if (typeof result === "string") this.#taker.refused(result);
      else this.#taker.leased(result, settledAt);
    });
  }
}

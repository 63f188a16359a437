// The time after a server's return in which it gets less than its share: linear from a tenth of its weight. One timer for all
// servers of a pool that are warming up. Never at the first start, when there is no neighbour to spare it.
import type { Clock, Timer } from "../ports.ts";

/** A weight is taken anew at most so often: each time the algorithm prepares its choice again. */
const stepMs = 250;
/** Below it a server with a small weight would get next to nothing for most of the time. */
const smallestShare = 0.1;

/** What this file asks of a server. */
export interface Warming {
  /** Takes its weight of this moment; false once it has all of it. */
  warm(now: number): boolean;
}

/** The warming up of one server. Begins when it is usable again after it was not, ends with time or when it is lost once more. */
export class WarmUp {
  #returnedAt: number | null = null;

  /** As of the last `weight`. */
  get isWarming(): boolean {
    return this.#returnedAt !== null;
  }

  changed(wasUsable: boolean, isUsable: boolean, now: number): void {
    if (!isUsable) this.end();
    else if (!wasUsable) this.#returnedAt = now;
  }

  end(): void {
    this.#returnedAt = null;
  }

  /** What it counts for now. */
  weight(full: number, windowMs: number, now: number): number {
    if (this.#returnedAt === null) return full;
    const elapsedMs = now - this.#returnedAt;
    if (elapsedMs < windowMs) return full * Math.max(smallestShare, elapsedMs / windowMs);
    this.end();
    return full;
  }
}

/** All servers of one pool that warm up. */
export class SlowStarts {
  readonly #clock: Clock;
  readonly #onWeights: () => void;
  readonly #warming = new Set<Warming>();
  #timer: Timer | null = null;

  /** `onWeights` is called after weights of servers changed by themselves. */
  constructor(clock: Clock, onWeights: () => void) {
    this.#clock = clock;
    this.#onWeights = onWeights;
  }

  add(server: Warming): void {
    this.#warming.add(server);
    this.#timer ??= this.#clock.every(stepMs, () => this.#step());
  }

  remove(server: Warming): void {
    if (this.#warming.delete(server) && this.#warming.size === 0) this.#rest();
  }

  #step(): void {
    const now = this.#clock.now();
    for (const server of this.#warming) if (!server.warm(now)) this.#warming.delete(server);
    if (this.#warming.size === 0) this.#rest();
    this.#onWeights();
  }

  #rest(): void {
    this.#timer?.cancel();
    this.#timer = null;
  }
}

// Requests a second from one address: a token bucket for each, in a table that forgets by generations instead of by timers.
import { ipv6Groups } from "./client-address.ts";

/** Addresses remembered per generation; two generations are kept. */
const generationSize = 32_768;
/** A bucket untouched for this long is full again, so forgetting it changes nothing. */
const fullAfterMs = 1_000;

interface Bucket {
  tokens: number;
  at: number;
}

export class RateLimit {
  readonly perSecond: number;
  #present = new Map<string, Bucket>();
  #former = new Map<string, Bucket>();
  #beganAt = 0;

  constructor(perSecond: number) {
    this.perSecond = perSecond;
  }

  get size(): number {
    return this.#present.size + this.#former.size;
  }

  /** Whether the address may have one more now. */
  take(address: string, now: number): boolean {
    // SECURITY: a customer has a whole /64 of IPv6, so its addresses share one bucket.
    const key = address.includes(":") ? ipv6Groups(address).slice(0, 4).join(":") : address;
    let bucket = this.#present.get(key);
    if (bucket === undefined) bucket = this.#remember(key, now);
    const refill = ((now - bucket.at) * this.perSecond) / fullAfterMs;
    const tokens = Math.min(this.perSecond, bucket.tokens + refill);
    bucket.at = now;
    bucket.tokens = tokens >= 1 ? tokens - 1 : tokens;
    return tokens >= 1;
  }

  #remember(key: string, now: number): Bucket {
    const isOld = now - this.#beganAt >= fullAfterMs;
    // SECURITY: a flood from more addresses than the table holds makes it forget sooner, not grow.
    if (isOld || this.#present.size >= generationSize) {
      this.#former = this.#present;
      this.#present = new Map();
      this.#beganAt = now;
    }
    const bucket = this.#former.get(key) ?? { tokens: this.perSecond, at: now };
    this.#former.delete(key);
    this.#present.set(key, bucket);
    return bucket;
  }
}

/** The limit of a configuration: none for 0, and the one there is, with what it remembers, while the rate stays. */
export function rateLimitOf(perSecond: number, present: RateLimit | null): RateLimit | null {
  if (perSecond === 0) return null;
  return present?.perSecond === perSecond ? present : new RateLimit(perSecond);
}

// The stickiness of every pool, by the pool's id: made when its configuration asks for it, and kept when only its time changes.
import { randomBytes } from "node:crypto";
import type { PoolConfig } from "../contract/config-pool.ts";
import type { Clock } from "../ports.ts";
import { CookieSeal } from "./cookie-seal.ts";
import { CookieSource } from "./cookie-source.ts";
import type { Stickiness } from "./stickiness.ts";
import { TableSource } from "./table-source.ts";

/** Throws when there is no key to be had. */
export type StickyKey = () => Buffer;

export class StickySources {
  readonly #clock: Clock;
  readonly #key: StickyKey;
  readonly #sources = new Map<string, Stickiness>();

  /** `key` is what cookies are sealed with, asked for when a pool needs it; one of this process only when absent. */
  constructor(clock: Clock, key: StickyKey = keyOfProcess()) {
    this.#clock = clock;
    this.#key = key;
  }

  get all(): readonly (readonly [poolId: string, stickiness: Stickiness])[] {
    return [...this.#sources];
  }

  get(poolId: string): Stickiness | undefined {
    return this.#sources.get(poolId);
  }

  /** Throws what `take` would throw, and changes nothing. */
  check({ stickiness }: PoolConfig): void {
    if (stickiness.type === "cookie") this.#key();
  }

  /** What a pool of this configuration is to ask; null without stickiness. */
  take(config: PoolConfig): Stickiness | null {
    const present = this.#sources.get(config.id);
    if (present?.adopt(config.stickiness)) return present;
    this.#sources.delete(config.id);
    const source = this.#make(config);
    if (source !== null) this.#sources.set(config.id, source);
    return source;
  }

  /** Forgets what pools knew that are no longer there. */
  keepOnly(poolIds: readonly string[]): void {
    const kept = new Set(poolIds);
    for (const id of this.#sources.keys()) if (!kept.has(id)) this.#sources.delete(id);
  }

  #make({ id, stickiness }: PoolConfig): Stickiness | null {
    switch (stickiness.type) {
      case "none":
        return null;
      case "cookie":
        return new CookieSource(stickiness, this.#clock, new CookieSeal(this.#key(), id));
      default:
        return new TableSource(stickiness, this.#clock);
    }
  }
}

function keyOfProcess(): StickyKey {
  let key: Buffer | undefined;
  return () => {
    key ??= randomBytes(32);
    return key;
  };
}

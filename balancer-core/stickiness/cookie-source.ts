// Stickiness by a cookie of ours: the client carries what keeps it on its server, so nothing is kept here, every balancer with the
// same key agrees, and a restart forgets nobody.
import type { StickinessConfig } from "../contract/config-pool.ts";
import type { Clock } from "../ports.ts";
import type { CookieSeal, OpenedCookie } from "./cookie-seal.ts";
import { type LookupResult, noLookups } from "./lookup-counts.ts";
import type { Stickiness } from "./stickiness.ts";
import type { StickyRequest } from "./sticky-source.ts";

type CookieConfig = Extract<StickinessConfig, { type: "cookie" }>;

/** Clocks of balancers that share a key differ by less. */
const skewMs = 60_000;

export class CookieSource implements Stickiness {
  readonly part: { readonly kind: "cookie"; readonly name: string };
  readonly lookups = noLookups();
  readonly table = null;
  readonly #clock: Clock;
  readonly #seal: CookieSeal;
  #ttlMs: number;
  /** What `find` saw last: `learn` follows in the same turn, and a cookie is not opened twice. */
  #found: LookupResult = "new";
  #opened: OpenedCookie | undefined;

  constructor(config: CookieConfig, clock: Clock, seal: CookieSeal) {
    this.part = { kind: "cookie", name: config.name };
    this.#clock = clock;
    this.#seal = seal;
    this.#ttlMs = config.ttl;
  }

  adopt(config: StickinessConfig): boolean {
    if (config.type !== "cookie" || config.name !== this.part.name) return false;
    this.#ttlMs = config.ttl;
    return true;
  }

  prepare(serverIds: readonly string[]): void {
    this.#seal.know(serverIds);
  }

  find({ stickyKey }: StickyRequest): string | null {
    this.#opened = stickyKey === undefined ? undefined : this.#seal.open(stickyKey);
    this.#found = this.#judge(stickyKey);
    return this.#found === "hit" ? (this.#opened?.serverId ?? null) : null;
  }

  learn(_request: StickyRequest, serverId: string, isHit: boolean): string | null {
    const found = isHit ? "hit" : this.#found;
    this.lookups[found === "hit" && !isHit ? "unavailable" : found] += 1;
    if (isHit && !this.#isHalfOver()) return null;
    return this.#seal.seal(serverId, this.#clock.wallTime() + this.#ttlMs);
  }

  #judge(stickyKey: string | undefined): LookupResult {
    if (stickyKey === undefined) return "new";
    if (this.#opened === undefined) return "invalid";
    if (this.#opened.expiresAt <= this.#clock.wallTime()) return "expired";
    return this.#opened.serverId === undefined ? "unavailable" : "hit";
  }

  /** Or made for longer than cookies are made now. */
  #isHalfOver(): boolean {
    const restMs = (this.#opened?.expiresAt ?? 0) - this.#clock.wallTime();
    return restMs <= this.#ttlMs / 2 || restMs > this.#ttlMs + skewMs;
  }
}

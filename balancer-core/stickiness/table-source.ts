// Stickiness by the client's address or a header: this balancer remembers who belongs where.
import type { StickinessConfig } from "../contract/config-pool.ts";
import type { Clock } from "../ports.ts";
import { type LookupResult, noLookups } from "./lookup-counts.ts";
import { SessionTable } from "./session-table.ts";
import type { Stickiness } from "./stickiness.ts";
import type { StickyRequest } from "./sticky-source.ts";

type TableConfig = Extract<StickinessConfig, { type: "source-ip" | "header" }>;

export class TableSource implements Stickiness {
  readonly part: { readonly kind: "header"; readonly name: string } | null;
  readonly lookups = noLookups();
  readonly table: SessionTable;
  #found: LookupResult = "new";

  constructor(config: TableConfig, clock: Clock) {
    this.part =
      config.type === "header" ? { kind: "header", name: config.name.toLowerCase() } : null;
    this.table = new SessionTable(clock, config.ttl);
  }

  adopt(config: StickinessConfig): boolean {
    if (config.type === "none" || config.type === "cookie") return false;
    const name = config.type === "header" ? config.name.toLowerCase() : undefined;
    if (name !== this.part?.name) return false;
    this.table.ttlMs = config.ttl;
    return true;
  }

  prepare(): void {
    // A session of a server that is gone is found and given another one when its client comes back.
  }

  find(request: StickyRequest): string | null | undefined {
    const key = this.#keyOf(request);
    if (key === undefined) return undefined;
    const server = this.table.find(key);
    this.#found = server === undefined ? "new" : "unavailable";
    return server ?? null;
  }

  learn(request: StickyRequest, serverId: string, isHit: boolean): null {
    const key = this.#keyOf(request);
    if (key === undefined) return null;
    this.lookups[isHit ? "hit" : this.#found] += 1;
    this.table.use(key, serverId);
    return null;
  }

  mayHaveSessions(serverId: string): boolean {
    return this.table.countOf(serverId) > 0;
  }

  #keyOf({ clientAddress, stickyKey }: StickyRequest): string | undefined {
    return this.part === null ? clientAddress : stickyKey;
  }
}

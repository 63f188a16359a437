// Stickiness as its owner sees it: what a pool asks, and what can be looked at and changed from outside.
import type { StickinessConfig } from "../contract/config-pool.ts";
import type { LookupCounts } from "./lookup-counts.ts";
import type { SessionTable } from "./session-table.ts";
import type { StickySource } from "./sticky-source.ts";

export interface Stickiness extends StickySource {
  readonly lookups: LookupCounts;
  /** Null where clients carry what keeps them on their servers. */
  readonly table: SessionTable | null;
  /** Goes on under another configuration; false when that one needs another source. */
  adopt(config: StickinessConfig): boolean;
}

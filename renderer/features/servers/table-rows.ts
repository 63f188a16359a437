// What stands in the table, line by line: a head for each pool, and under it its servers as far as filter and folding leave them.
import type { PoolSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import type { StaggerRules } from "../../lib/use-staggered.ts";
import { seriesKey } from "../../state/series-rings.ts";
import { sharesOf } from "../../state/shares.ts";
import type { ServerEntry } from "./server-columns.ts";
import {
  createMatcher,
  isFiltered,
  type ServerFilter,
  type Sort,
  sortServers,
} from "./server-order.ts";

export type TableRow =
  | {
      readonly kind: "pool";
      readonly pool: PoolSnapshot;
      /** Those the filter leaves, folded or not. */
      readonly entries: readonly ServerEntry[];
      readonly isFolded: boolean;
    }
  | { readonly kind: "empty"; readonly pool: string }
  | { readonly kind: "server"; readonly entry: ServerEntry };

export interface TableView {
  readonly filter: ServerFilter;
  readonly sort: Sort | null;
  readonly folded: ReadonlySet<string>;
}

/** A pool of which the filter leaves nobody is left out whole. */
export function tableRows(
  pools: readonly PoolSnapshot[],
  { filter, sort, folded }: TableView,
): readonly TableRow[] {
  const matches = createMatcher(filter);
  const isAll = !isFiltered(filter);
  return pools.flatMap((pool): TableRow[] => {
    const entries = sortServers(
      entriesOf(pool).filter(({ server }) => matches(pool.id, server)),
      sort,
    );
    if (entries.length === 0 && !isAll) return [];
    const isFolded = folded.has(pool.id);
    const head: TableRow = { kind: "pool", pool, entries, isFolded };
    if (isFolded) return [head];
    if (entries.length === 0) return [head, { kind: "empty", pool: pool.id }];
    return [head, ...entries.map((entry): TableRow => ({ kind: "server", entry }))];
  });
}

function entriesOf(shown: PoolSnapshot): readonly ServerEntry[] {
  const { id: pool, servers } = shown;
  const shares = sharesOf(shown);
  return servers.map((server, index) => ({
    key: seriesKey(pool, server.id),
    pool,
    server,
    index,
    share: shares.get(server.id),
  }));
}

/** Every server the filter leaves, in the order it is shown: what "all" means to selections and files. */
export const entriesIn = (rows: readonly TableRow[]): readonly ServerEntry[] =>
  rows.flatMap((row) => (row.kind === "pool" ? row.entries : []));

/** How the lines in sight follow a new snapshot. */
export const someRowsAFrame: StaggerRules<TableRow> = {
  perFrame: 4,
  isSameThing: (left, right) => {
    if (left.kind === "server")
      return right.kind === "server" && left.entry.key === right.entry.key;
    if (left.kind === "empty") return right.kind === "empty" && left.pool === right.pool;
    return right.kind === "pool" && left.pool.id === right.pool.id;
  },
  isUnchanged: (left, right) =>
    left.kind === "server" &&
    right.kind === "server" &&
    left.entry.server === right.entry.server &&
    left.entry.index === right.entry.index &&
    left.entry.share?.actual === right.entry.share?.actual &&
    left.entry.share?.expected === right.entry.share?.expected,
};

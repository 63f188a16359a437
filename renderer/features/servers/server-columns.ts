// Every column the table can have, in their order: what deserves a look first stands first, so that a narrow window hides the
// least needed. What a column sorts by is what it writes into a file of comma-separated values.
import type { ServerSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import type { Catalogue } from "../../i18n/catalogue-types.ts";
import { statesByUrgency } from "../../state/overview.ts";
import type { Share } from "../../state/shares.ts";

/** Names a column, and its title and meaning in the catalogue. */
export type ColumnId = keyof Catalogue["servers"]["column"];

/** One server with what the table knows of it beyond the snapshot. */
export interface ServerEntry {
  /** `pool/server`: ids are unique within a pool only. */
  readonly key: string;
  readonly pool: string;
  readonly server: ServerSnapshot;
  /** Place in the configuration, which gives its colour in every chart. */
  readonly index: number;
  readonly share: Share | undefined;
}

export interface ServerColumn {
  readonly id: ColumnId;
  /** Least width in pixels; what is over is shared out. The first column's comes from the longest id. */
  readonly width: number;
  readonly isNumeric?: boolean;
  /** Shown until somebody chooses otherwise. */
  readonly isDefault?: boolean;
  /** Null sorts last whichever way. */
  readonly value: (entry: ServerEntry) => string | number | null;
  /** What it is sorted by where that is not the value. */
  readonly order?: (entry: ServerEntry) => number;
}

const latency =
  (name: "p50" | "p90" | "p95" | "p99" | "max") =>
  ({ server }: ServerEntry) =>
    server.latencyMs?.[name] ?? null;

/** Part of its weight that counts now: below 1 while it starts slowly, 0 while it takes nothing. */
export const throttleOf = ({ effectiveWeight, weight }: ServerSnapshot): number | null =>
  weight > 0 ? effectiveWeight / weight : null;

/** Failures that were no answer of 5xx: no connection, a cut or late answer. The balancer had to answer these itself. */
export const brokenOf = ({ errors, status }: ServerSnapshot): number =>
  Math.max(0, errors - status["5xx"]);

/** Connections that wait for their next request. */
export const idleOf = ({ activeConnections, activeRequests }: ServerSnapshot): number =>
  Math.max(0, activeConnections - activeRequests);

export const serverColumns: readonly ServerColumn[] = [
  { id: "id", width: 0, isDefault: true, value: ({ server }) => server.id },
  {
    id: "state",
    width: 184,
    isDefault: true,
    value: ({ server }) => server.state,
    order: ({ server }) => statesByUrgency.indexOf(server.state),
  },
  numeric("rate", 56, ({ server }) => server.requestRate, true),
  { id: "trend", width: 88, value: ({ server }) => server.requestRate },
  numeric("active", 56, ({ server }) => server.activeRequests, true),
  numeric("connections", 72, ({ server }) => server.activeConnections),
  numeric("idle", 56, ({ server }) => idleOf(server)),
  numeric("reused", 68, ({ server }) => server.attempts.reused),
  numeric("queued", 56, ({ server }) => server.queued),
  numeric("maxConnections", 64, ({ server }) => server.maxConnections),
  numeric("p50", 64, latency("p50"), true),
  numeric("p90", 68, latency("p90")),
  numeric("p95", 64, latency("p95"), true),
  numeric("p99", 68, latency("p99")),
  numeric("slowest", 72, latency("max")),
  numeric("connect", 72, ({ server }) => server.attempts.connectMs),
  numeric("firstByte", 80, ({ server }) => server.attempts.firstByteMs),
  { id: "share", width: 96, isDefault: true, value: ({ share }) => share?.actual ?? null },
  numeric("errors", 56, ({ server }) => server.errors, true),
  numeric("errorRate", 66, ({ server }) => server.errorRate),
  {
    id: "answers",
    width: 68,
    isDefault: true,
    value: ({ server }) => server.status["4xx"] + server.status["5xx"],
  },
  numeric("serverErrors", 56, ({ server }) => server.status["5xx"]),
  numeric("broken", 64, ({ server }) => brokenOf(server)),
  numeric("aborts", 64, ({ server }) => server.aborts),
  numeric("retries", 64, ({ server }) => server.retries),
  numeric("requests", 84, ({ server }) => server.totalRequests),
  numeric("bytesIn", 80, ({ server }) => server.bytesIn),
  numeric("bytesOut", 80, ({ server }) => server.bytesOut),
  numeric("weight", 60, ({ server }) => server.weight, true),
  numeric("throttle", 72, ({ server }) => throttleOf(server)),
  numeric("sessions", 72, ({ server }) => server.sessions),
  {
    id: "streak",
    width: 64,
    isNumeric: true,
    value: ({ server: { checkStreak } }) =>
      checkStreak && `${checkStreak.count}/${checkStreak.needed}`,
    order: ({ server }) => server.checkStreak?.count ?? 0,
  },
  numeric("flaps", 56, ({ server }) => server.flaps),
  numeric("downtime", 80, ({ server }) => server.downtimeMs),
  { id: "address", width: 128, isDefault: true, value: ({ server }) => server.address },
  {
    id: "check",
    width: 140,
    isDefault: true,
    value: ({ server }) => server.lastCheck?.detail ?? null,
    order: ({ server }) => server.lastCheck?.durationMs ?? 0,
  },
];

function numeric(
  id: ColumnId,
  width: number,
  value: ServerColumn["value"],
  isDefault = false,
): ServerColumn {
  return { id, width, isNumeric: true, isDefault, value };
}

/** These say which row it is and how the server is, so they are always there. */
export const fixedColumns: ReadonlySet<ColumnId> = new Set(["id", "state"]);

/** In the table's order, whatever the order of the choice; unknown names are those of another version. */
export function chosenColumns(chosen: readonly string[] | null): readonly ServerColumn[] {
  if (chosen === null) return serverColumns.filter(({ isDefault }) => isDefault === true);
  const wanted = new Set(chosen);
  return serverColumns.filter(({ id }) => fixedColumns.has(id) || wanted.has(id));
}

/** The first of them that stand beside each other in this width; the first two always. */
export function fittingColumns(
  columns: readonly ServerColumn[],
  idWidth: number,
  width: number,
): readonly ServerColumn[] {
  let left = width - boxWidth - actionsWidth(width) - idWidth;
  const cut = columns.findIndex((column) => {
    left -= column.width;
    return left < 0 && !fixedColumns.has(column.id);
  });
  return cut < 0 ? columns : columns.slice(0, cut);
}

/** What the number means, on hover, where the title alone does not say it. */
export function hasMeaning(id: ColumnId): id is keyof Catalogue["servers"]["meaning"] {
  return id !== "id" && id !== "state" && id !== "weight" && id !== "address" && id !== "check";
}

/** Of the box before each row, and of its buttons. */
export const boxWidth = 36;
/** Below it the buttons are their icons alone, which leaves room for another column. */
export const wordsFrom = 1_100;
export const actionsWidth = (width: number): number => (width < wordsFrom ? 76 : 132);

/** Room for the longest id, within reason. */
export function idColumnWidth(longest: number): number {
  return Math.min(220, Math.max(72, 32 + longest * 8));
}

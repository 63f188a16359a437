// The columns in their order: what deserves a look first stands first, so that a narrow window hides the least needed.
import type { SortKey } from "./server-order.ts";

export interface ServerColumn {
  readonly title: string;
  /** Sortable where given. */
  readonly sortKey?: SortKey;
  readonly isNumeric?: boolean;
  /** Least width in pixels; what is over is shared out. The first column's comes from the longest id. */
  readonly width: number;
  /** What the number means, on hover. */
  readonly meaning?: string;
}

export const serverColumns: readonly ServerColumn[] = [
  { title: "Server", width: 0, sortKey: "id" },
  { title: "State", width: 204, sortKey: "state" },
  {
    title: "Req/s",
    width: 52,
    sortKey: "rate",
    isNumeric: true,
    meaning: "Requests in the last full second",
  },
  {
    title: "Active",
    width: 58,
    sortKey: "active",
    isNumeric: true,
    meaning: "Requests in flight, of at most",
  },
  {
    title: "Queue",
    width: 54,
    sortKey: "queued",
    isNumeric: true,
    meaning: "Requests that wait while this server is at its limit",
  },
  {
    title: "p50",
    width: 68,
    sortKey: "p50",
    isNumeric: true,
    meaning: "Half of the last ten seconds' answers were faster",
  },
  {
    title: "p95",
    width: 68,
    sortKey: "p95",
    isNumeric: true,
    meaning: "95 of 100 answers were faster",
  },
  {
    title: "p99",
    width: 68,
    sortKey: "p99",
    isNumeric: true,
    meaning: "99 of 100 answers were faster",
  },
  {
    title: "Share",
    width: 98,
    meaning: "Of the pool's requests now; the tick is what the weights say",
  },
  {
    title: "Errors",
    width: 56,
    sortKey: "errors",
    isNumeric: true,
    meaning: "Failures of this server since it was added",
  },
  { title: "Answers", width: 72, meaning: "2xx and 3xx, 4xx, 5xx since it was added" },
  { title: "Weight", width: 62, sortKey: "weight", isNumeric: true },
  { title: "Address", width: 128, sortKey: "address" },
  { title: "Last check", width: 140 },
];

/** Of the row's buttons. */
export const actionsWidth = 116;

/** Room for the longest id, within reason. */
export function idColumnWidth(ids: readonly string[]): number {
  const longest = ids.reduce((most, { length }) => Math.max(most, length), 0);
  return Math.min(220, Math.max(72, 44 + longest * 8));
}

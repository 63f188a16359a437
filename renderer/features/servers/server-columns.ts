// The columns in their order: what deserves a look first stands first, so that a narrow window hides the least needed.
import type { Catalogue } from "../../i18n/catalogue-types.ts";
import type { SortKey } from "./server-order.ts";

/** Names a column, and its title and meaning in the catalogue. */
export type ColumnId = keyof Catalogue["servers"]["column"];

export interface ServerColumn {
  readonly id: ColumnId;
  /** Sortable where given. */
  readonly sortKey?: SortKey;
  readonly isNumeric?: boolean;
  /** Least width in pixels; what is over is shared out. The first column's comes from the longest id. */
  readonly width: number;
}

export const serverColumns: readonly ServerColumn[] = [
  { id: "id", width: 0, sortKey: "id" },
  { id: "state", width: 204, sortKey: "state" },
  { id: "rate", width: 52, sortKey: "rate", isNumeric: true },
  { id: "active", width: 58, sortKey: "active", isNumeric: true },
  { id: "queued", width: 54, sortKey: "queued", isNumeric: true },
  { id: "p50", width: 68, sortKey: "p50", isNumeric: true },
  { id: "p95", width: 68, sortKey: "p95", isNumeric: true },
  { id: "p99", width: 68, sortKey: "p99", isNumeric: true },
  { id: "share", width: 98 },
  { id: "errors", width: 56, sortKey: "errors", isNumeric: true },
  { id: "answers", width: 72 },
  { id: "weight", width: 62, sortKey: "weight", isNumeric: true },
  { id: "address", width: 128, sortKey: "address" },
  { id: "check", width: 140 },
];

/** What the number means, on hover, where the title alone does not say it. */
export function hasMeaning(id: ColumnId): id is keyof Catalogue["servers"]["meaning"] {
  return id !== "id" && id !== "state" && id !== "weight" && id !== "address" && id !== "check";
}

/** Of the row's buttons. */
export const actionsWidth = 116;

/** Room for the longest id, within reason. */
export function idColumnWidth(ids: readonly string[]): number {
  const longest = ids.reduce((most, { length }) => Math.max(most, length), 0);
  return Math.min(220, Math.max(72, 44 + longest * 8));
}

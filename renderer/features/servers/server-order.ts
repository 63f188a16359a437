// Which servers the table shows and in which order. Pure; ties keep the order of the configuration.
import type { ServerSnapshot, ServerState } from "../../../balancer-core/contract/snapshot.ts";
import { stateWord } from "../../components/ui/state-chip.tsx";
import { coreText } from "../../i18n/core-text.ts";
import { type ColumnId, type ServerEntry, serverColumns } from "./server-columns.ts";

export interface Sort {
  readonly column: ColumnId;
  readonly isDescending: boolean;
}

export interface ServerFilter {
  readonly text: string;
  /** Those of any of these states; all where there is none. */
  readonly states: ReadonlySet<ServerState>;
}

export const noFilter: ServerFilter = { text: "", states: new Set() };

/** Numbers begin with the largest, words with the first, states with the most urgent; a third press ends sorting. */
export function nextSort(current: Sort | null, column: ColumnId): Sort | null {
  const isDescendingFirst = column !== "id" && column !== "address" && column !== "state";
  if (current?.column !== column) return { column, isDescending: isDescendingFirst };
  return current.isDescending === isDescendingFirst
    ? { column, isDescending: !isDescendingFirst }
    : null;
}

const collator = new Intl.Collator("en", { numeric: true });

export function sortServers(
  entries: readonly ServerEntry[],
  sort: Sort | null,
): readonly ServerEntry[] {
  const column = serverColumns.find(({ id }) => id === sort?.column);
  if (!sort || !column) return entries;
  const sortValue = column.order ?? column.value;
  const direction = sort.isDescending ? -1 : 1;
  return [...entries].sort((left, right) => {
    const a = sortValue(left);
    const b = sortValue(right);
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    if (typeof a === "string" || typeof b === "string")
      return direction * collator.compare(String(a), String(b));
    return direction * (a - b);
  });
}

export const isFiltered = ({ text, states }: ServerFilter): boolean =>
  text.trim() !== "" || states.size > 0;

/** Words are all found in pool, id, address, state or reason. */
export function createMatcher({
  text,
  states,
}: ServerFilter): (pool: string, server: ServerSnapshot) => boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return (pool, { id, address, state, reason }) => {
    if (states.size > 0 && !states.has(state)) return false;
    if (words.length === 0) return true;
    const line =
      `${pool} ${id} ${address} ${stateWord(state)} ${reason} ${coreText(reason)}`.toLowerCase();
    return words.every((word) => line.includes(word));
  };
}

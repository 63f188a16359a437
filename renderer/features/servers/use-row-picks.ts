// The rows picked on this page, for as long as it is open. What a filter hides is not acted on, so it does not count either.
import { useCallback, useMemo, useState } from "react";
import {
  extendTo,
  noRows,
  pickedOf,
  type RowSelection,
  toggleRow,
  toggleRows,
} from "./row-selection.ts";
import type { ServerEntry } from "./server-columns.ts";

export interface RowPicks {
  readonly keys: ReadonlySet<string>;
  /** Those of them that the filter leaves, in the table's order. */
  readonly entries: readonly ServerEntry[];
  readonly count: number;
  readonly ofAll: "all" | "some" | "none";
  /** One row, or with `isRange` all from the last one to it. */
  readonly pick: (key: string, isRange: boolean) => void;
  /** What Shift and an arrow do: from where the keyboard was to where it goes. */
  readonly extend: (from: string, to: string) => void;
  readonly togglePool: (pool: string) => void;
  readonly toggleAll: () => void;
  readonly pickAll: () => void;
  readonly clear: () => void;
}

export function useRowPicks(shown: readonly ServerEntry[]): RowPicks {
  const [selection, setSelection] = useState<RowSelection>(noRows);
  // Snapshots make new entries all the time; their keys change with servers, filter and order only.
  const joined = shown.map(({ key }) => key).join(" ");
  const order = useMemo(() => (joined === "" ? [] : joined.split(" ")), [joined]);
  const pick = useCallback(
    (key: string, isRange: boolean) =>
      setSelection((now) => (isRange ? extendTo(now, order, key) : toggleRow(now, key))),
    [order],
  );
  const togglePool = useCallback(
    (pool: string) =>
      setSelection((now) =>
        toggleRows(
          now,
          order.filter((key) => key.startsWith(`${pool}/`)),
        ),
      ),
    [order],
  );
  const entries = useMemo(
    () => shown.filter(({ key }) => selection.keys.has(key)),
    [shown, selection],
  );
  return {
    keys: selection.keys,
    entries,
    count: entries.length,
    ofAll: pickedOf(selection.keys, order),
    pick,
    extend: (from, to) =>
      setSelection((now) =>
        extendTo(now.keys.has(from) ? now : { ...toggleRow(now, from) }, order, to),
      ),
    togglePool,
    toggleAll: () => setSelection((now) => toggleRows(now, order)),
    pickAll: () => setSelection({ keys: new Set(order), anchor: order[0] ?? null }),
    clear: () => setSelection(noRows),
  };
}

// Which rows are picked for a bulk action. Pure: one press, a range from the last press, all or none.

export interface RowSelection {
  readonly keys: ReadonlySet<string>;
  /** Where a range begins: the row that was picked or left last. */
  readonly anchor: string | null;
}

export const noRows: RowSelection = { keys: new Set(), anchor: null };

export function toggleRow({ keys }: RowSelection, key: string): RowSelection {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return { keys: next, anchor: key };
}

/** From the anchor to `key` as they stand now, added to what is picked; the anchor stays. */
export function extendTo(
  selection: RowSelection,
  order: readonly string[],
  key: string,
): RowSelection {
  const to = order.indexOf(key);
  const from = selection.anchor === null ? to : order.indexOf(selection.anchor);
  if (to < 0) return selection;
  // The anchor may have left with a filter; then the range is the row alone.
  const start = from < 0 ? to : from;
  const range = order.slice(Math.min(start, to), Math.max(start, to) + 1);
  return { keys: new Set([...selection.keys, ...range]), anchor: order[start] ?? key };
}

/** Picks all of these, or leaves all of them when they are picked already. */
export function toggleRows(selection: RowSelection, group: readonly string[]): RowSelection {
  const keys = new Set(selection.keys);
  const isWhole = group.length > 0 && group.every((key) => keys.has(key));
  for (const key of group) {
    if (isWhole) keys.delete(key);
    else keys.add(key);
  }
  return { keys, anchor: selection.anchor };
}

/** How many of a group are picked, as a box shows it. */
export function pickedOf(
  keys: ReadonlySet<string>,
  group: readonly string[],
): "all" | "some" | "none" {
  const count = group.reduce((sum, key) => (keys.has(key) ? sum + 1 : sum), 0);
  if (count === 0) return "none";
  return count === group.length ? "all" : "some";
}

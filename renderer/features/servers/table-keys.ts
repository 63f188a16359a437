// Where a key leads in a list of rows.

const page = 12;
const steps: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  j: 1,
  J: 1,
  k: -1,
  K: -1,
  PageDown: page,
  PageUp: -page,
};

/** The row's place, null for keys that lead nowhere. */
export function stepOf(key: string, from: number, count: number): number | null {
  if (count === 0 || from < 0) return null;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  const by = steps[key];
  return by === undefined ? null : Math.max(0, Math.min(count - 1, from + by));
}

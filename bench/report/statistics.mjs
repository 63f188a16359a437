// The few figures a table of runs needs.
// @ts-check

export function median(/** @type {readonly number[]} */ values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const low = sorted[Math.ceil(middle) - 1] ?? Number.NaN;
  const high = sorted[Math.floor(middle)] ?? Number.NaN;
  return (low + high) / 2;
}

export function range(/** @type {readonly number[]} */ values) {
  return { min: Math.min(...values), max: Math.max(...values) };
}

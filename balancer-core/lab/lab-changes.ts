// Says in sentences what differs between two entries of the lab: `simulated server "sim1": concurrency 16 → 4`.

/** Both in the document's form, so that durations read as people write them. */
export function describeChanges(
  name: string,
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  const sentences: string[] = [];
  for (const key of keys) {
    const from = describeValue(before[key]);
    const to = describeValue(after[key]);
    if (from !== to) sentences.push(`${name}: ${key} ${from} → ${to}`);
  }
  return sentences;
}

function describeValue(value: unknown): string {
  if (value === undefined) return "none";
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return value.map(describeValue).join(", ") || "none";
  return Object.entries(value)
    .map(([key, part]) => (key === "distribution" ? String(part) : `${key} ${String(part)}`))
    .join(" ");
}

// The table as comma-separated values (RFC 4180): the columns that are shown, in plain numbers, under names that never change.
import type { ServerColumn, ServerEntry } from "./server-columns.ts";

interface Field {
  readonly name: string;
  readonly value: (entry: ServerEntry) => string | number | null;
}

/** One line for each server. Latencies are milliseconds, shares parts of 1. */
export function csvOf(entries: readonly ServerEntry[], columns: readonly ServerColumn[]): string {
  const fields: readonly Field[] = [
    { name: "pool", value: ({ pool }) => pool },
    ...columns.flatMap(fieldsOf),
    { name: "reason", value: ({ server }) => server.reason },
  ];
  const lines = entries.map((entry) => fields.map(({ value }) => csvField(value(entry))));
  return [fields.map(({ name }) => name), ...lines].map((line) => `${line.join(",")}\r\n`).join("");
}

/** What is drawn in one column may be several numbers, or a picture of one that stands elsewhere. */
function fieldsOf({ id, value }: ServerColumn): readonly Field[] {
  if (id === "trend") return [];
  if (id !== "answers") return [{ name: id, value }];
  return (["1xx", "2xx", "3xx", "4xx", "5xx"] as const).map((name) => ({
    name,
    value: ({ server }) => server.status[name],
  }));
}

function csvField(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(Math.round(value * 1_000) / 1_000);
  // SECURITY: reasons quote what servers answered. Without the apostrophe a spreadsheet would run text that begins like a
  // formula. https://owasp.org/www-community/attacks/CSV_Injection
  const safe = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

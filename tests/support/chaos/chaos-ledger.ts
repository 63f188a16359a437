// The books of a run: what clients saw, what the log says, what metrics and snapshot count. All must tell the same story.
import { readFileSync } from "node:fs";
import { parsePrometheus } from "../../unit/metrics/prometheus-parser.ts";
import type { Outcome } from "./chaos-clients.ts";

export interface LoggedRequest {
  readonly id: string;
  readonly status: number;
  readonly error: string | null;
  readonly sticky: string;
  readonly server: string | null;
  readonly attempts: readonly { readonly server: string; readonly outcome: string }[];
}

/** The log's records of requests. */
export function readLog(file: string): LoggedRequest[] {
  return readFileSync(file, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as LoggedRequest & { kind: string })
    .filter(({ kind }) => kind === "request");
}

export function tallyOf(keys: Iterable<string | number | null>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of keys) if (key !== null) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}

/** Sums of one metric by one of its labels, without zeros. */
export function metricTally(text: string, name: string, label: string): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { labels, value } of parsePrometheus(text).get(name)?.samples ?? []) {
    const key = labels[label] ?? "";
    if (value > 0) sums[key] = (sums[key] ?? 0) + value;
  }
  return sums;
}

/** Requests of which client and log tell different stories. */
export function contradictions(
  outcomes: ReadonlyMap<string, Outcome>,
  log: readonly LoggedRequest[],
): string[] {
  const found: string[] = [];
  const logged = new Map<string, LoggedRequest>();
  for (const record of log) {
    if (logged.has(record.id)) found.push(`${record.id}: logged twice`);
    if (!outcomes.has(record.id)) found.push(`${record.id}: logged, but nobody asked`);
    logged.set(record.id, record);
  }
  for (const [id, outcome] of outcomes) {
    const record = logged.get(id);
    if (record === undefined) found.push(`${id}: ${outcome.status} at the client, not in the log`);
    else if (!isSameStory(outcome, record)) {
      found.push(`${id}: client ${JSON.stringify(outcome)}, log ${JSON.stringify(record)}`);
    }
  }
  return found;
}

function isSameStory({ status, code, isWhole }: Outcome, record: LoggedRequest): boolean {
  if (status !== record.status) return false;
  // An answer of our own names its code; one that we had to cut is not whole; all others are the server's and have no error.
  return isWhole ? code === record.error : code === null && record.error !== null;
}

// A request's time as bars on one axis: waiting for a free server, pauses, and each attempt with connecting, waiting and body, where
// the core saw them. Pure.
import type { Attempt, RequestRecord } from "../../../../balancer-core/contract/records.ts";

export type PhaseKind = "queue" | "pause" | "connect" | "wait" | "body" | "failed";

export interface Phase {
  readonly kind: PhaseKind;
  readonly startMs: number;
  readonly lengthMs: number;
}

export interface WaterfallRow {
  /** The queue, an attempt by its place from 1, or the pause before one. */
  readonly kind: "queue" | "attempt" | "pause";
  readonly number: number;
  readonly attempt: Attempt | null;
  readonly startMs: number;
  readonly lengthMs: number;
  readonly phases: readonly Phase[];
}

export interface Waterfall {
  readonly totalMs: number;
  readonly rows: readonly WaterfallRow[];
  /** Time in none of the rows: reading the head, writing the answer to the client. */
  readonly restMs: number;
}

/** Less is rounding and the clock. */
const noticedMs = 0.05;

export function waterfallOf({ queueMs, totalMs, attempts }: RequestRecord): Waterfall {
  const rows: WaterfallRow[] = [];
  let end = 0;
  let queueLeftMs = queueMs;
  let restMs = 0;
  const between = (kind: "queue" | "pause", number: number, endMs: number, lengthMs: number) => {
    if (lengthMs <= noticedMs) return;
    const startMs = endMs - lengthMs;
    rows.push({
      ...bare(kind, number, startMs, lengthMs),
      phases: [phase(kind, startMs, lengthMs)],
    });
  };
  attempts.forEach((attempt, index) => {
    const { backoffMs = 0 } = attempt;
    const startMs = attempt.startMs ?? end + backoffMs + queueLeftMs;
    const gapMs = Math.max(0, startMs - end);
    // What passed beyond the pause was waiting for a free server; before the first attempt also reading the head.
    const waitedMs = Math.min(queueLeftMs, Math.max(0, gapMs - backoffMs));
    queueLeftMs -= waitedMs;
    if (index === 0) restMs += gapMs - waitedMs;
    else between("pause", index + 1, startMs - waitedMs, gapMs - waitedMs);
    between("queue", index + 1, startMs, waitedMs);
    rows.push({
      ...bare("attempt", index + 1, startMs, attempt.totalMs),
      attempt,
      phases: phasesOf(attempt, startMs),
    });
    end = startMs + attempt.totalMs;
  });
  // Nobody was free in time: the request ended while it waited.
  between("queue", attempts.length + 1, Math.max(totalMs, end), queueLeftMs);
  const lastMs = queueLeftMs > noticedMs ? queueLeftMs : 0;
  restMs += Math.max(0, totalMs - end - lastMs);
  return { totalMs: Math.max(totalMs, end), rows, restMs };
}

const bare = (
  kind: WaterfallRow["kind"],
  number: number,
  startMs: number,
  lengthMs: number,
): WaterfallRow => ({ kind, number, attempt: null, startMs, lengthMs, phases: [] });

const phase = (kind: PhaseKind, startMs: number, lengthMs: number): Phase => ({
  kind,
  startMs,
  lengthMs,
});

/** What an attempt spent in each phase, for the table; null where it did not get that far. */
export function phaseLengths({ connectMs, waitMs, totalMs, outcome }: Attempt) {
  const bodyMs = waitMs === null ? null : Math.max(0, totalMs - (connectMs ?? 0) - waitMs);
  return { connectMs, waitMs, bodyMs, isAnswered: outcome === "answered" };
}

function phasesOf(attempt: Attempt, startMs: number): Phase[] {
  const { connectMs, waitMs, bodyMs } = phaseLengths(attempt);
  const phases: Phase[] = [];
  let at = startMs;
  const add = (kind: PhaseKind, lengthMs: number | null) => {
    if (lengthMs === null || lengthMs <= 0) return;
    phases.push(phase(kind, at, lengthMs));
    at += lengthMs;
  };
  add("connect", connectMs);
  add("wait", waitMs);
  add("body", bodyMs);
  // It ended before its answer began: what passed until then was spent on a failure.
  if (waitMs === null) add("failed", startMs + attempt.totalMs - at);
  return phases;
}

// A request's time as bars on one axis: waiting in the queue, then each attempt with connecting, waiting and body, and the pauses
// between attempts. The record has lengths, not places; with one pause its length follows exactly, of several only their sum is
// known and they are drawn alike. Pure.
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
  /** Whether the places of pauses are measured or shared out evenly. */
  readonly arePausesExact: boolean;
}

/** Less is rounding and the clock. */
const noticedMs = 0.05;

export function waterfallOf({ queueMs, totalMs, attempts }: RequestRecord): Waterfall {
  const used = queueMs + attempts.reduce((sum, attempt) => sum + attempt.totalMs, 0);
  const left = Math.max(0, totalMs - used);
  const pauses = Math.max(0, attempts.length - 1);
  const pauseMs = pauses > 0 ? left / pauses : 0;
  const rows: WaterfallRow[] = [];
  let at = 0;
  if (queueMs > noticedMs) {
    rows.push({ ...bare("queue", 0, at, queueMs), phases: [phase("queue", at, queueMs)] });
    at += queueMs;
  }
  attempts.forEach((attempt, index) => {
    if (index > 0 && pauseMs > noticedMs) {
      const phases = [phase("pause", at, pauseMs)];
      rows.push({ ...bare("pause", index + 1, at, pauseMs), phases });
      at += pauseMs;
    }
    const phases = phasesOf(attempt, at);
    rows.push({ ...bare("attempt", index + 1, at, attempt.totalMs), attempt, phases });
    at += attempt.totalMs;
  });
  return {
    totalMs: Math.max(totalMs, at),
    rows,
    restMs: pauses > 0 ? 0 : left,
    arePausesExact: pauses < 2,
  };
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

// Turns the events that are kept into what the page lists: newest first, filtered, grouped by day and minute, with the places where
// sequence numbers jump. Pure.
import type { BalancerEvent } from "../../../balancer-core/contract/records.ts";

export type EventKind = BalancerEvent["kind"];
export type EventLevel = BalancerEvent["level"];

export interface EventFilter {
  readonly kind: EventKind | "all";
  /** `warning` shows warnings and errors. */
  readonly level: EventLevel;
  readonly text: string;
}

export const everything: EventFilter = { kind: "all", level: "info", text: "" };

export interface ListedEvent {
  readonly event: BalancerEvent;
  /** The first listed of its minute, which is said once. */
  readonly isMinuteFirst: boolean;
  /** The first listed of its day. */
  readonly isDayFirst: boolean;
  /** Events that this console never got, between this one and the next older one. */
  readonly missingBefore: number;
}

const levels: readonly EventLevel[] = ["info", "warning", "error"];

export function listEvents(
  events: readonly BalancerEvent[],
  filter: EventFilter,
  limit: number,
): { readonly listed: ListedEvent[]; readonly matching: number } {
  const words = filter.text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const missing = missingBefore(events);
  const matching = events.filter((event) => matches(event, filter, words));
  let minute = "";
  let day = "";
  const listed = matching
    .slice(-limit)
    .reverse()
    .map((event) => {
      const at = new Date(event.at);
      const isDayFirst = at.toDateString() !== day;
      day = at.toDateString();
      const thisMinute = `${day} ${at.getHours()}:${at.getMinutes()}`;
      const isMinuteFirst = thisMinute !== minute;
      minute = thisMinute;
      return { event, isMinuteFirst, isDayFirst, missingBefore: missing.get(event.seq) ?? 0 };
    });
  return { listed, matching: matching.length };
}

function matches(
  event: BalancerEvent,
  { kind, level }: EventFilter,
  words: readonly string[],
): boolean {
  if (kind !== "all" && event.kind !== kind) return false;
  if (levels.indexOf(event.level) < levels.indexOf(level)) return false;
  const text = `${event.message} ${event.reason ?? ""} ${event.author ?? ""}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

function missingBefore(events: readonly BalancerEvent[]): ReadonlyMap<number, number> {
  const missing = new Map<number, number>();
  for (const [index, { seq }] of events.entries()) {
    const older = events[index - 1];
    if (older && seq - older.seq > 1) missing.set(seq, seq - older.seq - 1);
  }
  return missing;
}

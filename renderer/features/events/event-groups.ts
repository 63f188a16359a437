// Turns the events that are kept into what the page lists: newest first, filtered, grouped by day and minute, with the places where
// sequence numbers jump. Pure.
import type { BalancerEvent } from "../../../balancer-core/contract/records.ts";
import { coreText } from "../../i18n/core-text.ts";

export type EventKind = BalancerEvent["kind"];
export type EventLevel = BalancerEvent["level"];

export interface EventFilter {
  readonly kind: EventKind | "all";
  /** `warning` shows warnings and errors. */
  readonly level: EventLevel;
  /** Empty for every pool. */
  readonly pool: string;
  /** Empty for every server. */
  readonly server: string;
  readonly text: string;
}

export const everything: EventFilter = {
  kind: "all",
  level: "info",
  pool: "",
  server: "",
  text: "",
};

export interface ListedEvent {
  readonly event: BalancerEvent;
  /** The first listed of its minute, which is said once. */
  readonly isMinuteFirst: boolean;
  /** The first listed of its day. */
  readonly isDayFirst: boolean;
  /** Events that this console never got, between this one and the next older one. */
  readonly missingBefore: number;
}

export const eventLevels: readonly EventLevel[] = ["info", "warning", "error"];

export function listEvents(events: readonly BalancerEvent[], filter: EventFilter): ListedEvent[] {
  const words = filter.text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const missing = missingBefore(events);
  let minute = "";
  let day = "";
  return events
    .filter((event) => matches(event, filter, words))
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
}

/** Pools that events tell of, and the servers of one of them or of all: also those that are gone by now. */
export function namesIn(
  events: readonly BalancerEvent[],
  pool: string,
): { readonly pools: readonly string[]; readonly servers: readonly string[] } {
  const pools = new Set<string>();
  const servers = new Set<string>();
  for (const event of events) {
    if (event.pool !== undefined) pools.add(event.pool);
    if (event.server !== undefined && (pool === "" || event.pool === pool))
      servers.add(event.server);
  }
  const order = new Intl.Collator("en", { numeric: true }).compare;
  return { pools: [...pools].sort(order), servers: [...servers].sort(order) };
}

function matches(
  event: BalancerEvent,
  { kind, level, pool, server }: EventFilter,
  words: readonly string[],
): boolean {
  if (kind !== "all" && event.kind !== kind) return false;
  if (eventLevels.indexOf(event.level) < eventLevels.indexOf(level)) return false;
  if (pool !== "" && event.pool !== pool) return false;
  if (server !== "" && event.server !== server) return false;
  if (words.length === 0) return true;
  // In the core's words too, which are those of the log.
  const { message, reason = "", author = "" } = event;
  const text =
    `${message} ${reason} ${author} ${coreText(message)} ${coreText(reason)}`.toLowerCase();
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

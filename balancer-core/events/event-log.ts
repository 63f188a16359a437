// The bounded log of events: gives each its sequence number and time, remembers the latest, tells who listens.
import type { RecordUsage } from "../contract/process-status.ts";
import type { BalancerEvent } from "../contract/records.ts";
import type { Unsubscribe } from "../contract/transport.ts";
import { type Clock, isoTime } from "../ports.ts";
import { createEmitter } from "./emitter.ts";
import { createRing } from "./ring.ts";

export type NewEvent = Omit<BalancerEvent, "seq" | "at">;

/** Bounded log of events with sequence numbers. */
export interface EventLog {
  append(event: NewEvent): BalancerEvent;
  /** Events after `seq`, oldest first. What fell out of the ring is missing, which the numbers show. */
  after(seq: number, limit: number): BalancerEvent[];
  /** The latest `limit`, oldest first. */
  latest(limit: number): BalancerEvent[];
  readonly lastSeq: number;
  usage(): RecordUsage;
  onAppend(listener: (event: BalancerEvent) => void): Unsubscribe;
}

/** About a day of a restless pool; at some 300 bytes an event it stays below 2 MiB. */
const eventCapacity = 5_000;

/** Of an event: the object, its time and its short fields. */
const bytesBesideText = 200;

export function createEventLog(
  clock: Pick<Clock, "wallTime">,
  capacity: number = eventCapacity,
): EventLog {
  const events = createRing<BalancerEvent>(capacity);
  const appended = createEmitter<BalancerEvent>();
  let lastSeq = 0;

  return {
    append(event) {
      lastSeq += 1;
      const entry: BalancerEvent = { seq: lastSeq, at: isoTime(clock.wallTime()), ...event };
      events.push(entry);
      appended.emit(entry);
      return entry;
    },
    after(seq, limit) {
      // Numbers have no gaps inside the ring, so the place follows from the number.
      const oldestSeq = lastSeq - events.size + 1;
      return events.slice(seq - oldestSeq + 1, limit);
    },
    latest: (limit) => events.latest(limit),
    usage() {
      const held = events.size;
      const characters = events
        .latest(held)
        .reduce((sum, { message, reason }) => sum + message.length + (reason?.length ?? 0), 0);
      return { held, capacity, approximateBytes: held * bytesBesideText + characters };
    },
    get lastSeq() {
      return lastSeq;
    },
    onAppend: (listener) => appended.on(listener),
  };
}

// The last five minutes of every listener, second by second, as snapshots tell them, outside zustand: what it counted from one second
// to the next as rates, and the connections open then. The host keeps no history of listeners, so it begins with this console.
import type { ListenerSnapshot, Snapshot } from "../../balancer-core/contract/snapshot.ts";
import { createKeyedListeners } from "./keyed-listeners.ts";
import { ringLength } from "./series-rings.ts";

/** Rates are per second. All null stands for a time in which nothing was told. */
export interface ListenerSecond {
  readonly at: number;
  readonly requests: number | null;
  /** Connections it accepted. */
  readonly opened: number | null;
  /** Connections open at the end of the second. */
  readonly connections: number | null;
  /** Answers of its own by error code; only codes that occurred. */
  readonly ownAnswers: Readonly<Record<string, number>>;
}

export interface ListenerRings {
  /** Takes what a snapshot tells of its listeners and forgets those that are gone. */
  see(snapshot: Pick<Snapshot, "at" | "uptimeMs" | "listeners">): void;
  /** Oldest first; the same array until there is another second. */
  read(id: string): readonly ListenerSecond[];
  subscribe(id: string, listener: () => void): () => void;
}

interface Ring {
  readonly seconds: readonly ListenerSecond[];
  /** What the next second is counted from. */
  readonly from: Counted;
}

interface Counted {
  readonly at: number;
  readonly uptimeMs: number;
  readonly listener: ListenerSnapshot;
}

/** Snapshots come a few times a second, never to the millisecond. */
const shortestSecondMs = 900;
/** Longer than that, and the mean over it would be told as if it had been measured. */
const longestSecondMs = 2_500;

const none: readonly ListenerSecond[] = [];

export function createListenerRings(): ListenerRings {
  const rings = new Map<string, Ring>();
  const listeners = createKeyedListeners();

  function take(id: string, now: Counted): void {
    const ring = rings.get(id);
    if (!ring) {
      rings.set(id, { seconds: none, from: now });
      return;
    }
    const elapsedMs = now.at - ring.from.at;
    const isBroken = elapsedMs > longestSecondMs || isRestarted(ring.from, now);
    if (!isBroken && elapsedMs < shortestSecondMs) return;
    const second = isBroken ? gapAt(ring.from.at + 1_000) : secondOf(ring.from, now);
    // Of what was before it began nothing is missing.
    const isFirstGap = isBroken && ring.seconds.length === 0;
    const seconds = isFirstGap ? none : [...ring.seconds, second].slice(-ringLength);
    rings.set(id, { seconds, from: now });
    listeners.tell(id);
  }

  return {
    see({ at, uptimeMs, listeners: told }) {
      const present = new Set<string>();
      for (const listener of told) {
        present.add(listener.id);
        take(listener.id, { at: Date.parse(at), uptimeMs, listener });
      }
      for (const id of rings.keys()) if (!present.has(id)) rings.delete(id);
    },
    read: (id) => rings.get(id)?.seconds ?? none,
    subscribe: listeners.subscribe,
  };
}

/** Counters began anew, of the whole balancer or of a listener that was replaced; or its clock was set back. */
function isRestarted(from: Counted, now: Counted): boolean {
  return (
    now.at < from.at ||
    now.uptimeMs < from.uptimeMs ||
    now.listener.totalConnections < from.listener.totalConnections ||
    now.listener.totalRequests < from.listener.totalRequests
  );
}

function secondOf(from: Counted, now: Counted): ListenerSecond {
  const seconds = (now.at - from.at) / 1_000;
  const rate = (before: number, after: number) => Math.max(0, after - before) / seconds;
  const { ownAnswers } = from.listener;
  return {
    at: now.at,
    requests: rate(from.listener.totalRequests, now.listener.totalRequests),
    opened: rate(from.listener.totalConnections, now.listener.totalConnections),
    connections: now.listener.activeConnections,
    ownAnswers: Object.fromEntries(
      Object.entries(now.listener.ownAnswers).flatMap(([code, count]) => {
        const perSecond = rate(ownAnswers[code] ?? 0, count);
        return perSecond > 0 ? [[code, perSecond] as const] : [];
      }),
    ),
  };
}

const gapAt = (at: number): ListenerSecond => ({
  at,
  requests: null,
  opened: null,
  connections: null,
  ownAnswers: {},
});

/** The rings of this console. */
export const listenerRings = createListenerRings();

// A clock that moves only when a test says so. Timers fire in the order of their due time, then of their creation.
import type { Clock, Timer } from "../../balancer-core/ports.ts";

export interface FakeClock extends Clock {
  /** Moves time on by `ms`, firing what falls due on the way at its exact time, also what was set by what fired. */
  advance(ms: number): void;
  readonly pendingTimers: number;
}

const startedAt = Date.UTC(2026, 0, 1);
/** Like Node's: a delay below this becomes this, so that a repeating timer cannot stop time. */
const shortestDelayMs = 1;

interface Entry {
  readonly action: () => void;
  readonly intervalMs: number | null;
  dueAt: number;
  /** Renewed at each turn of a repeating timer, so that equals fire in the order they were set. */
  order: number;
}

export function createFakeClock(): FakeClock {
  const timers = new Set<Entry>();
  let now = 0;
  let order = 0;

  function add(delayMs: number, action: () => void, repeats: boolean): Timer {
    const delay = Math.max(delayMs, shortestDelayMs);
    const entry = {
      action,
      intervalMs: repeats ? delay : null,
      dueAt: now + delay,
      order: order++,
    };
    timers.add(entry);
    return { cancel: () => void timers.delete(entry) };
  }

  function nextDue(until: number): Entry | undefined {
    let next: Entry | undefined;
    for (const entry of timers) {
      if (entry.dueAt > until) continue;
      if (!next || entry.dueAt < next.dueAt) next = entry;
      else if (entry.dueAt === next.dueAt && entry.order < next.order) next = entry;
    }
    return next;
  }

  return {
    now: () => now,
    wallTime: () => startedAt + Math.floor(now),
    after: (delayMs, action) => add(delayMs, action, false),
    every: (intervalMs, action) => add(intervalMs, action, true),
    advance(ms) {
      const until = now + ms;
      for (let entry = nextDue(until); entry; entry = nextDue(until)) {
        now = entry.dueAt;
        if (entry.intervalMs === null) timers.delete(entry);
        else {
          entry.dueAt += entry.intervalMs;
          entry.order = order++;
        }
        entry.action();
      }
      now = until;
    },
    get pendingTimers() {
      return timers.size;
    },
  };
}

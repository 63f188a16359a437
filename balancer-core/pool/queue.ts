// Requests that wait for a server: first in, first out, bounded in number and time. Each is settled exactly once, never while it
// enters, or never when it left. What it waits for is tried by `tryServe`, the pool's own lease. Who waits for the one server it
// belongs to (as HAProxy has it) holds up nobody else.
import type { Clock } from "../ports.ts";
import type { Lease, LeaseContext, Pool, QueueTicket, Refusal } from "./types.ts";

export type Settle = Parameters<Pool["enqueue"]>[1];

export interface WaitingQueue {
  size(): number;
  enter(context: LeaseContext, timeoutMs: number, settle: Settle): QueueTicket;
  /** Tries those who wait in turn; called when a lease ended or a server may be usable again. */
  serve(): void;
  /** Everybody leaves with this refusal. */
  refuseAll(): void;
}

export const longestQueue = 1_000;

/** The one server that a client who belongs to it waits for. */
export interface Awaited {
  readonly isFull: boolean;
  readonly takesSessions: boolean;
}

interface Waiter {
  readonly context: LeaseContext;
  /** As of the last try: null for any server; undefined when it was not tried yet. */
  awaited: Awaited | null | undefined;
  settle(result: Parameters<Settle>[0]): void;
}

export function createQueue(
  clock: Clock,
  tryServe: (context: LeaseContext) => Lease | Refusal | Awaited,
): WaitingQueue {
  /** In the order of arrival; sets keep it, and anyone can leave from the middle. */
  const waiters = new Set<Waiter>();
  let isServing = false;
  let isServeRequested = false;

  function enter(context: LeaseContext, timeoutMs: number, settle: Settle): QueueTicket {
    let isWaiting = true;
    const leave = () => {
      isWaiting = false;
      timer.cancel();
      waiters.delete(waiter);
    };
    const waiter: Waiter = {
      context,
      awaited: undefined,
      settle(result) {
        if (!isWaiting) return;
        leave();
        settle(result);
      },
    };
    const timer = clock.after(timeoutMs, () => waiter.settle("QUEUE_TIMEOUT"));
    // Later, because the caller does not have its ticket yet.
    if (waiters.size >= longestQueue) queueMicrotask(() => waiter.settle("QUEUE_FULL"));
    else {
      waiters.add(waiter);
      // A server may have become free between the refused lease and now.
      requestServe();
    }
    return { leave };
  }

  /** Whether a try would be in vain. Costs next to nothing, because it is asked of everyone at every release. */
  function mustWait({ awaited }: Waiter, areAllFull: boolean): boolean {
    if (awaited === null) return areAllFull;
    return awaited?.isFull === true && awaited.takesSessions;
  }

  function requestServe(): void {
    if (isServeRequested) return;
    isServeRequested = true;
    queueMicrotask(() => {
      isServeRequested = false;
      serve();
    });
  }

  function serve(): void {
    // Whoever is served may release at once, which calls this again: one pass at a time, the next in a microtask.
    if (isServing) {
      requestServe();
      return;
    }
    isServing = true;
    try {
      // Counted, so that a pass ends even when each one served enters again at the end.
      let left = waiters.size;
      let areAllFull = false;
      for (const waiter of waiters) {
        if (left-- === 0) break;
        if (mustWait(waiter, areAllFull)) continue;
        const result = tryServe(waiter.context);
        waiter.awaited = null;
        if (result === "unusable") waiter.settle("NO_SELECTABLE_SERVER");
        else if (result === "full") {
          // One that tried servers already may be refused where the next is not; one that tried none speaks for all, but for
          // those who wait for one server.
          if (waiter.context.tried.length === 0) areAllFull = true;
        } else if ("takesSessions" in result) waiter.awaited = result;
        else waiter.settle(result);
      }
    } finally {
      isServing = false;
    }
  }

  return {
    size: () => waiters.size,
    enter,
    serve() {
      if (waiters.size > 0) serve();
    },
    refuseAll() {
      for (const waiter of [...waiters]) waiter.settle("NO_SELECTABLE_SERVER");
    },
  };
}

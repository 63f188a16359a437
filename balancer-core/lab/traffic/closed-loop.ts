// So many users at once, each waiting for its answer, then thinking, then asking again.
import type { Clock, Timer } from "../../ports.ts";
import type { Outcome } from "./traffic-client.ts";

export interface ClosedLoop {
  /** More users begin at once; surplus ones leave after their present request. */
  set(concurrency: number, thinkTimeMs: number): void;
  stop(): void;
}

export interface ClosedLoopOptions {
  readonly clock: Clock;
  readonly concurrency: number;
  readonly thinkTimeMs: number;
  /** Sends one request and calls back when it is over. */
  readonly ask: (scheduledAt: number, over: (outcome: Outcome) => void) => void;
}

/** Pause after a request nobody answered, so that a closed port is not asked in a spin. */
const unansweredPauseMs = 100;

export function startClosedLoop({ clock, ask, ...initial }: ClosedLoopOptions): ClosedLoop {
  let { concurrency, thinkTimeMs } = initial;
  let isStopped = false;
  let users = 0;
  const pauses = new Set<Timer>();

  function turn(): void {
    if (isStopped || users > concurrency) {
      users--;
      return;
    }
    ask(clock.now(), (outcome) => {
      const pauseMs =
        outcome === "unanswered" ? Math.max(thinkTimeMs, unansweredPauseMs) : thinkTimeMs;
      if (pauseMs === 0) turn();
      else if (!isStopped) pause(pauseMs);
    });
  }

  function pause(pauseMs: number): void {
    const timer = clock.after(pauseMs, () => {
      pauses.delete(timer);
      turn();
    });
    pauses.add(timer);
  }

  function fill(): void {
    while (users < concurrency) {
      users++;
      turn();
    }
  }

  fill();
  return {
    set(nextConcurrency, nextThinkTimeMs) {
      concurrency = nextConcurrency;
      thinkTimeMs = nextThinkTimeMs;
      fill();
    },
    stop() {
      isStopped = true;
      for (const timer of pauses) timer.cancel();
      pauses.clear();
    },
  };
}

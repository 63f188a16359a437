// How the balancer ends: listeners first, so that what is in flight still has its pools; the log last, so that it has it all.
import type { ListenerSet } from "./balancer-listeners.ts";
import type { PoolSet } from "./balancer-pools.ts";
import { sentence } from "./contract/sentences.ts";
import type { Metrics } from "./metrics/metrics.ts";
import type { AccessLog } from "./persistence/access-log.ts";
import type { Clock } from "./ports.ts";
import type { Tracing } from "./tracing/tracing.ts";

/** A disk that hangs must not keep the process from ending. */
const longestLogCloseMs = 2_000;

export interface StopParts {
  readonly clock: Clock;
  readonly listeners: ListenerSet;
  readonly pools: PoolSet;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  readonly log: AccessLog;
  readonly lifecycle: (message: string) => void;
}

/** The function may be called again with a shorter deadline; every call resolves when all is over. */
export function createStop(parts: StopParts): (deadlineMs: number) => Promise<void> {
  const { clock, listeners, pools, metrics, tracing, log, lifecycle } = parts;
  let whenStopped: Promise<void> | null = null;

  async function stop(deadlineMs: number): Promise<void> {
    lifecycle(sentence("STOPS"));
    await listeners.close(deadlineMs);
    pools.stop();
    metrics.stop();
    await tracing.stop();
    lifecycle(sentence("STOPPED"));
    await new Promise<void>((resolve) => {
      const timer = clock.after(longestLogCloseMs, resolve);
      void log.close().finally(() => {
        timer.cancel();
        resolve();
      });
    });
  }

  return (deadlineMs) => {
    if (whenStopped) listeners.hasten(deadlineMs);
    else whenStopped = stop(deadlineMs);
    return whenStopped;
  };
}

// How the balancer ends: listeners first, so that what is in flight still has its pools; the log last, so that it has it all.
import type { ListenerSet } from "./balancer-listeners.ts";
import type { PoolSet } from "./balancer-pools.ts";
import type { Metrics } from "./metrics/metrics.ts";
import type { AccessLog } from "./persistence/access-log.ts";

export interface StopParts {
  readonly listeners: ListenerSet;
  readonly pools: PoolSet;
  readonly metrics: Metrics;
  readonly log: AccessLog;
  readonly lifecycle: (message: string) => void;
}

/** The function may be called again with a shorter deadline; every call resolves when all is over. */
export function createStop(parts: StopParts): (deadlineMs: number) => Promise<void> {
  const { listeners, pools, metrics, log, lifecycle } = parts;
  let whenStopped: Promise<void> | null = null;

  async function stop(deadlineMs: number): Promise<void> {
    lifecycle("balancer stops");
    await listeners.close(deadlineMs);
    pools.stop();
    metrics.stop();
    lifecycle("balancer stopped");
    await log.close();
  }

  return (deadlineMs) => {
    if (whenStopped) listeners.hasten(deadlineMs);
    else whenStopped = stop(deadlineMs);
    return whenStopped;
  };
}

// What one generator counts about itself: totals of this run, the rate of the last full second, its own latency.
import type { LatencySummary } from "../../contract/snapshot.ts";
import type { Clock } from "../../ports.ts";
import { bucketCount, bucketOf } from "./latency-buckets.ts";
import { createLatencyWindow } from "./latency-window.ts";

/** What a run counted so far; the difference of two is what came between. */
export interface TrafficTotals {
  readonly sent: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly dropped: number;
  readonly latencies: Uint32Array;
}

export interface TrafficMeter {
  sent(): void;
  /** `scheduledAt`: when the request should have left, so that waiting to be sent counts as latency. */
  answered(ok: boolean, scheduledAt: number): void;
  unanswered(): void;
  dropped(count: number): void;
  totals(): TrafficTotals;
  read(): {
    readonly sent: number;
    readonly succeeded: number;
    readonly failed: number;
    readonly dropped: number;
    readonly requestRate: number;
    readonly latencyMs: LatencySummary | null;
  };
}

export function createTrafficMeter(clock: Clock): TrafficMeter {
  const window = createLatencyWindow();
  const latencies = new Uint32Array(bucketCount);
  let sent = 0;
  let succeeded = 0;
  let failed = 0;
  let dropped = 0;
  let second = Math.floor(clock.now() / 1_000);
  let sentThisSecond = 0;
  let sentLastSecond = 0;

  function turnSecond(): void {
    const current = Math.floor(clock.now() / 1_000);
    if (current === second) return;
    sentLastSecond = current === second + 1 ? sentThisSecond : 0;
    sentThisSecond = 0;
    second = current;
  }

  return {
    sent() {
      turnSecond();
      sent++;
      sentThisSecond++;
    },
    answered(ok, scheduledAt) {
      if (ok) succeeded++;
      else failed++;
      const now = clock.now();
      window.record(now, now - scheduledAt);
      const bucket = bucketOf(now - scheduledAt);
      latencies[bucket] = (latencies[bucket] ?? 0) + 1;
    },
    unanswered: () => void failed++,
    dropped(count) {
      dropped += count;
    },
    totals: () => ({ sent, succeeded, failed, dropped, latencies: latencies.slice() }),
    read() {
      turnSecond();
      return {
        sent,
        succeeded,
        failed,
        dropped,
        requestRate: sentLastSecond,
        latencyMs: window.summary(clock.now()),
      };
    },
  };
}

// What is counted of one server: totals since it was made, the second just over, five minutes of seconds, latencies.
import type { LatencySummary, SeriesPoint } from "../contract/snapshot.ts";
import { createRing, type Ring } from "../events/ring.ts";
import type { ServerRecorder } from "../pool/types.ts";
import { createLatencyWindow, type LatencyWindow } from "./latency-window.ts";

/** Seconds kept of each server. */
export const secondsOfSeries = 300;

export interface StatusCounts {
  "1xx": number;
  "2xx": number;
  "3xx": number;
  "4xx": number;
  "5xx": number;
}

export interface ServerMetrics extends ServerRecorder {
  readonly totalRequests: number;
  readonly errors: number;
  readonly retries: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly status: Readonly<StatusCounts>;
  /** Per second, over the last full second. */
  readonly requestRate: number;
  readonly errorRate: number;
  readonly series: Ring<SeriesPoint>;
  latency(): LatencySummary | null;
  /** Closes the current second, which began at `at` and took `elapsedMs`. */
  roll(second: SecondReading): SeriesPoint;
}

export interface SecondReading {
  readonly at: number;
  readonly elapsedMs: number;
  readonly active: number;
  readonly connections: number;
}

export function createServerMetrics(): ServerMetrics {
  return new Counters();
}

class Counters implements ServerMetrics {
  totalRequests = 0;
  errors = 0;
  retries = 0;
  bytesIn = 0;
  bytesOut = 0;
  requestRate = 0;
  errorRate = 0;
  readonly status: StatusCounts = { "1xx": 0, "2xx": 0, "3xx": 0, "4xx": 0, "5xx": 0 };
  readonly series = createRing<SeriesPoint>(secondsOfSeries);
  #latency: LatencyWindow | undefined;
  /** Totals at the start of the current second. */
  #before = { requests: 0, errors: 0, bytesIn: 0, bytesOut: 0 };

  answered(status: number, durationMs: number | null, bytesIn: number, bytesOut: number): void {
    this.totalRequests += 1;
    this.bytesIn += bytesIn;
    this.bytesOut += bytesOut;
    if (status >= 200 && status < 300) this.status["2xx"] += 1;
    else if (status >= 500) this.status["5xx"] += 1;
    else if (status >= 400) this.status["4xx"] += 1;
    else if (status >= 300) this.status["3xx"] += 1;
    else if (status >= 100) this.status["1xx"] += 1;
    if (durationMs === null) return;
    this.#latency ??= createLatencyWindow();
    this.#latency.record(durationMs);
  }

  failed(): void {
    this.errors += 1;
  }

  retried(): void {
    this.retries += 1;
  }

  latency(): LatencySummary | null {
    return this.#latency?.summary() ?? null;
  }

  roll({ at, elapsedMs, active, connections }: SecondReading): SeriesPoint {
    const before = this.#before;
    const percentiles = this.#latency?.roll();
    const point: SeriesPoint = {
      at,
      requests: this.totalRequests - before.requests,
      errors: this.errors - before.errors,
      active,
      connections,
      bytesIn: this.bytesIn - before.bytesIn,
      bytesOut: this.bytesOut - before.bytesOut,
      p50: percentiles?.p50 ?? null,
      p95: percentiles?.p95 ?? null,
      p99: percentiles?.p99 ?? null,
      ...(percentiles ? { latencies: percentiles.counts } : {}),
    };
    this.#before = {
      requests: this.totalRequests,
      errors: this.errors,
      bytesIn: this.bytesIn,
      bytesOut: this.bytesOut,
    };
    // A late tick must not look like a peak.
    const perSecond = 1_000 / Math.max(1, elapsedMs);
    this.requestRate = point.requests * perSecond;
    this.errorRate = point.errors * perSecond;
    this.series.push(point);
    return point;
  }
}

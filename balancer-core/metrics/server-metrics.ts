// What is counted of one server: totals since it was made, the second just over, five minutes of seconds, latencies.
import type { LatencySummary, SeriesPoint } from "../contract/snapshot.ts";
import { createRing, type Ring } from "../events/ring.ts";
import type { ServerRecorder } from "../pool/types.ts";
import { type AttemptSummary, AttemptWindow } from "./attempt-window.ts";
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
  /** Clients that left before their answer was whole. */
  readonly aborts: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly status: Readonly<StatusCounts>;
  /** Per second, over the last full second. */
  readonly requestRate: number;
  readonly errorRate: number;
  readonly series: Ring<SeriesPoint>;
  latency(): LatencySummary | null;
  /** Null before its first attempt. */
  attempts(): AttemptSummary | null;
  /** Closes the current second, which began at `at` and took `elapsedMs`. */
  roll(second: SecondReading): SeriesPoint;
}

export interface SecondReading {
  readonly at: number;
  readonly elapsedMs: number;
  readonly active: number;
  readonly connections: number;
  /** Waiting in the pool while this server was at its limit. */
  readonly queued?: number;
}

export function createServerMetrics(): ServerMetrics {
  return new Counters();
}

class Counters implements ServerMetrics {
  totalRequests = 0;
  errors = 0;
  retries = 0;
  aborts = 0;
  bytesIn = 0;
  bytesOut = 0;
  requestRate = 0;
  errorRate = 0;
  readonly series = createRing<SeriesPoint>(secondsOfSeries);
  #latency: LatencyWindow | undefined;
  #attempts: AttemptWindow | undefined;
  /** Totals at the start of the current second. */
  #before = { requests: 0, errors: 0, bytesIn: 0, bytesOut: 0 };
  /** From 1xx to 5xx, of all time and of the current second. */
  readonly #allStatuses = [0, 0, 0, 0, 0];
  #statuses: number[] | undefined;

  answered(status: number, durationMs: number | null, bytesIn: number, bytesOut: number): void {
    this.totalRequests += 1;
    this.bytesIn += bytesIn;
    this.bytesOut += bytesOut;
    if (status >= 100) {
      const place = Math.min(5, Math.floor(status / 100)) - 1;
      this.#allStatuses[place] = (this.#allStatuses[place] ?? 0) + 1;
      this.#statuses ??= [0, 0, 0, 0, 0];
      this.#statuses[place] = (this.#statuses[place] ?? 0) + 1;
    }
    if (durationMs === null) return;
    this.#latency ??= createLatencyWindow();
    this.#latency.record(durationMs);
  }

  get status(): StatusCounts {
    const [informational = 0, success = 0, redirection = 0, client = 0, server = 0] =
      this.#allStatuses;
    return {
      "1xx": informational,
      "2xx": success,
      "3xx": redirection,
      "4xx": client,
      "5xx": server,
    };
  }

  failed(): void {
    this.errors += 1;
  }

  retried(): void {
    this.retries += 1;
  }

  tried(connectMs: number | null, waitMs: number | null): void {
    this.#attempts ??= new AttemptWindow();
    this.#attempts.record(connectMs, waitMs);
  }

  left(): void {
    this.aborts += 1;
  }

  attempts(): AttemptSummary | null {
    return this.#attempts?.summary() ?? null;
  }

  latency(): LatencySummary | null {
    return this.#latency?.summary() ?? null;
  }

  roll({ at, elapsedMs, active, connections, queued = 0 }: SecondReading): SeriesPoint {
    const before = this.#before;
    const percentiles = this.#latency?.roll();
    this.#attempts?.roll();
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
    };
    if (percentiles) point.latencies = percentiles.counts;
    if (this.#statuses) point.status = this.#statuses;
    if (queued > 0) point.queued = queued;
    this.#statuses = undefined;
    before.requests = this.totalRequests;
    before.errors = this.errors;
    before.bytesIn = this.bytesIn;
    before.bytesOut = this.bytesOut;
    // A late tick must not look like a peak.
    const perSecond = 1_000 / Math.max(1, elapsedMs);
    this.requestRate = point.requests * perSecond;
    this.errorRate = point.errors * perSecond;
    this.series.push(point);
    return point;
  }
}

// All counters of one balancer: a recorder per server, counts per listener, one tick per second for everything.
import type { SeriesPoint } from "../contract/snapshot.ts";
import type { Unsubscribe } from "../contract/transport.ts";
import { createEmitter } from "../events/emitter.ts";
import type { Pool, Server } from "../pool/types.ts";
import type { Clock, Timer } from "../ports.ts";
import type { Delay } from "./event-loop-delay.ts";
import {
  writeListeners,
  writeLog,
  writeObservations,
  writePools,
  writeRequests,
  writeServers,
} from "./metrics-text.ts";
import { createProcessMetrics } from "./process-metrics.ts";
import { createPrometheusWriter } from "./prometheus.ts";
import { createRequestCounters, type RequestSample } from "./request-counters.ts";
import { createServerMetrics, type ServerMetrics } from "./server-metrics.ts";
import { writeStickiness } from "./sticky-text.ts";

const tickMs = 1_000;

/** What is read of a listener each second and at a scrape. */
export interface ListenerReading {
  readonly id: string;
  readonly activeConnections: number;
  readonly totalRequests: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Null where there are no handshakes. */
  readonly handshakeFailures: number | null;
  /** Closed at accept for a limit. */
  readonly refusedConnections: number;
}

export interface MetricsOptions {
  readonly clock: Clock;
  readonly pools: () => readonly Pool[];
  readonly listeners: () => readonly ListenerReading[];
  /** Lines of the log dropped since the start. */
  readonly droppedLogLines: () => number;
  /** Of each pool that has it. */
  readonly stickiness?: () => Parameters<typeof writeStickiness>[1];
}

export interface Metrics {
  /** The recorder of a server; the same one as long as a server of this name exists. */
  recorderFor(server: { readonly poolId: string; readonly id: string }): ServerMetrics;
  server(poolId: string, serverId: string): ServerMetrics | undefined;
  finished(sample: RequestSample): void;
  /** One check of a server is over. */
  checked(server: { readonly poolId: string; readonly id: string }, ok: boolean): void;
  /** Failures took a server out. */
  ejected(server: { readonly poolId: string; readonly id: string }): void;
  /** Requests per second over the last full second. */
  listenerRate(id: string): number;
  onSecond(listener: (points: Readonly<Record<string, SeriesPoint>>) => void): Unsubscribe;
  text(): string;
  /** Delay of the event loop within the last minute. */
  eventLoopDelay(): Delay;
  start(): void;
  stop(): void;
}

interface Entry {
  readonly metrics: ServerMetrics;
  readonly labels: { readonly pool: string; readonly server: string };
  passed: number;
  failed: number;
  ejections: number;
}

export function createMetrics(options: MetricsOptions): Metrics {
  const { clock, pools, listeners } = options;
  const servers = new Map<string, Entry>();
  const requests = createRequestCounters();
  // Taken out once, as `balancer.ts` says why.
  const { finished } = requests;
  const node = createProcessMetrics(clock);
  const seconds = createEmitter<Readonly<Record<string, SeriesPoint>>>();
  const totals = new Map<string, number>();
  const rates = new Map<string, number>();
  let timer: Timer | null = null;
  let secondBegan = clock.now();
  let secondBeganAt = clock.wallTime();

  function tick(): void {
    const elapsedMs = clock.now() - secondBegan;
    const points: Record<string, SeriesPoint> = {};
    const live = new Set<string>();
    for (const pool of pools()) {
      const { queued } = pool;
      for (const server of pool.servers) {
        const key = keyOf(server.poolId, server.id);
        live.add(key);
        const entry = servers.get(key);
        if (!entry) continue;
        points[key] = entry.metrics.roll({
          at: secondBeganAt,
          elapsedMs,
          active: server.activeRequests,
          connections: server.activeConnections,
          queued: queued > 0 && isFull(server) ? queued : 0,
        });
      }
    }
    for (const key of servers.keys()) if (!live.has(key)) servers.delete(key);
    readListeners(elapsedMs);
    secondBegan = clock.now();
    secondBeganAt = clock.wallTime();
    seconds.emit(points);
  }

  function readListeners(elapsedMs: number): void {
    rates.clear();
    const before = new Map(totals);
    totals.clear();
    for (const { id, totalRequests } of listeners()) {
      totals.set(id, totalRequests);
      // A listener opened anew counts from zero.
      const made = totalRequests - Math.min(totalRequests, before.get(id) ?? 0);
      rates.set(id, (made * 1_000) / Math.max(1, elapsedMs));
    }
  }

  return {
    recorderFor({ poolId, id }) {
      const key = keyOf(poolId, id);
      const known = servers.get(key);
      if (known) return known.metrics;
      const metrics = createServerMetrics();
      const labels = { pool: poolId, server: id };
      servers.set(key, { metrics, labels, passed: 0, failed: 0, ejections: 0 });
      return metrics;
    },
    server: (poolId, serverId) => servers.get(keyOf(poolId, serverId))?.metrics,
    finished,
    checked({ poolId, id }, ok) {
      const entry = servers.get(keyOf(poolId, id));
      if (!entry) return;
      if (ok) entry.passed += 1;
      else entry.failed += 1;
    },
    ejected({ poolId, id }) {
      const entry = servers.get(keyOf(poolId, id));
      if (entry) entry.ejections += 1;
    },
    listenerRate: (id) => rates.get(id) ?? 0,
    onSecond: (listener) => seconds.on(listener),
    text() {
      const writer = createPrometheusWriter();
      const present = pools();
      writeRequests(writer, requests);
      writeListeners(writer, listeners());
      writeServers(writer, present);
      writePools(writer, present);
      writeObservations(writer, servers.values());
      writeStickiness(writer, options.stickiness?.() ?? []);
      writeLog(writer, options.droppedLogLines());
      node.write(writer);
      return writer.text();
    },
    eventLoopDelay: () => node.delay(),
    start() {
      if (timer) return;
      secondBegan = clock.now();
      secondBeganAt = clock.wallTime();
      node.start();
      timer = clock.every(tickMs, tick);
    },
    stop() {
      timer?.cancel();
      timer = null;
      node.stop();
    },
  };
}

function isFull({ config, activeRequests }: Server): boolean {
  return config.maxConnections > 0 && activeRequests >= config.maxConnections;
}

export function keyOf(poolId: string, serverId: string): string {
  return `${poolId}/${serverId}`;
}

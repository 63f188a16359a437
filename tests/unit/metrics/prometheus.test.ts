// What a scraper reads: every metric of the contract, parsed back by a strict parser.
import { describe, expect, it } from "vitest";
import { createMetrics } from "../../../balancer-core/metrics/metrics.ts";
import { createPrometheusWriter } from "../../../balancer-core/metrics/prometheus.ts";
import type { Pool, Server } from "../../../balancer-core/pool/types.ts";
import { createFakeClock } from "../../support/fake-clock.ts";
import { parsePrometheus } from "./prometheus-parser.ts";

const attempt = { server: "s1", connectMs: 1, waitMs: 1, totalMs: 2 };

function setUp() {
  const clock = createFakeClock();
  const server = {
    poolId: "app",
    id: "s1",
    state: "up",
    activeRequests: 2,
    activeConnections: 3,
    config: { weight: 5 },
    effectiveWeight: 2.5,
  } as unknown as Server;
  const pools = [
    { id: "app", usableServers: 1, queued: 12, servers: [server] },
  ] as unknown as Pool[];
  const listener = {
    ...{ id: "web", activeConnections: 4, totalRequests: 0, bytesIn: 6, bytesOut: 7 },
    handshakeFailures: 8,
    refusedConnections: 11,
  };
  const metrics = createMetrics({
    clock,
    pools: () => pools,
    listeners: () => [listener],
    droppedLogLines: () => 9,
  });
  metrics.recorderFor(server);
  return { clock, metrics, server, listener, pools };
}

function sample(listenerId: string, status: number, totalMs: number) {
  return {
    listenerId,
    poolId: "app",
    server: { id: "s1" },
    status,
    error: status === 502 ? "UPSTREAM_RESET" : null,
    totalMs,
    attempts: [
      { ...attempt, outcome: "UPSTREAM_CONNECT_FAILED" },
      { ...attempt, outcome: "answered" },
    ],
  };
}

describe("the Prometheus text", () => {
  it("holds every metric of the contract with its labels", () => {
    const { metrics, server: runtime } = setUp();
    metrics.finished(sample("web", 200, 3));
    metrics.finished(sample("web", 502, 70_000));
    metrics.checked(runtime, true);
    metrics.checked(runtime, false);
    metrics.ejected(runtime);
    const families = parsePrometheus(metrics.text());
    const value = (name: string, labels: object) =>
      families
        .get(name.replace(/_(bucket|sum|count)$/, ""))
        ?.samples.find(
          (found) => found.name === name && JSON.stringify(found.labels) === JSON.stringify(labels),
        )?.value;
    const where = { listener: "web", pool: "app", server: "s1" };
    const server = { pool: "app", server: "s1" };
    expect(value("evenkeel_requests_total", { ...where, code: "200" })).toBe(1);
    expect(value("evenkeel_requests_total", { ...where, code: "502" })).toBe(1);
    const bucket = "evenkeel_request_duration_seconds_bucket";
    expect(value(bucket, { ...where, le: "0.0025" })).toBe(0);
    expect(value(bucket, { ...where, le: "0.005" })).toBe(1);
    expect(value(bucket, { ...where, le: "30" })).toBe(1);
    expect(value(bucket, { ...where, le: "+Inf" })).toBe(2);
    expect(value("evenkeel_request_duration_seconds_sum", where)).toBeCloseTo(70.003);
    expect(value("evenkeel_request_duration_seconds_count", where)).toBe(2);
    expect(value("evenkeel_connections_active", { listener: "web" })).toBe(4);
    expect(value("evenkeel_server_active_requests", server)).toBe(2);
    expect(value("evenkeel_server_active_connections", server)).toBe(3);
    expect(value("evenkeel_server_up", server)).toBe(1);
    expect(value("evenkeel_server_state", { ...server, state: "up" })).toBe(1);
    expect(value("evenkeel_server_state", { ...server, state: "down" })).toBe(0);
    expect(value("evenkeel_server_weight", server)).toBe(5);
    expect(value("evenkeel_server_effective_weight", server)).toBe(2.5);
    expect(value("evenkeel_log_lines_dropped_total", {})).toBe(9);
    expect(value("evenkeel_health_checks_total", { ...server, result: "passed" })).toBe(1);
    expect(value("evenkeel_health_checks_total", { ...server, result: "failed" })).toBe(1);
    expect(value("evenkeel_server_ejections_total", server)).toBe(1);
    expect(value("evenkeel_pool_usable_servers", { pool: "app" })).toBe(1);
    expect(value("evenkeel_pool_queued", { pool: "app" })).toBe(12);
    expect(value("evenkeel_retries_total", { pool: "app", reason: "connect-failure" })).toBe(2);
    expect(value("evenkeel_bytes_total", { listener: "web", direction: "in" })).toBe(6);
    expect(value("evenkeel_bytes_total", { listener: "web", direction: "out" })).toBe(7);
    expect(value("evenkeel_connections_refused_total", { listener: "web" })).toBe(11);
    expect(value("evenkeel_tls_handshake_failures_total", { listener: "web" })).toBe(8);
    expect(value("evenkeel_errors_total", { listener: "web", code: "UPSTREAM_RESET" })).toBe(1);
    expect(value("process_cpu_seconds_total", {})).toBeGreaterThan(0);
    expect(value("process_resident_memory_bytes", {})).toBeGreaterThan(1e6);
    expect(value("nodejs_eventloop_lag_seconds", {})).toBeGreaterThanOrEqual(0);
  });

  it("escapes what labels may not hold", () => {
    const writer = createPrometheusWriter();
    writer.family("odd", "gauge", "A line\nand a \\");
    const name = 'quote " backslash \\ line\nend';
    writer.sample({ name }, 1);
    expect(parsePrometheus(writer.text()).get("odd")?.samples[0]?.labels).toEqual({ name });
  });
});

describe("the tick of every second", () => {
  it("tells each server's second and the listener's rate", () => {
    const { clock, metrics, listener, server } = setUp();
    const heard: unknown[] = [];
    metrics.onSecond((points) => heard.push(points));
    metrics.start();
    metrics.server("app", "s1")?.answered(200, 5, 1, 2);
    listener.totalRequests = 30;
    clock.advance(1_000);
    metrics.stop();
    clock.advance(5_000);
    expect(heard).toHaveLength(1);
    expect(heard[0]).toMatchObject({
      "app/s1": { at: Date.UTC(2026, 0, 1), requests: 1, active: server.activeRequests },
    });
    expect(metrics.listenerRate("web")).toBe(30);
  });

  it("counts each check once, and forgets a server that is gone", () => {
    const { clock, metrics, server, pools } = setUp();
    metrics.start();
    for (let turn = 0; turn < 5; turn += 1) {
      metrics.checked(server, true);
      clock.advance(1_000);
    }
    const counted = () =>
      parsePrometheus(metrics.text())
        .get("evenkeel_health_checks_total")
        ?.samples.find(({ labels }) => labels.result === "passed")?.value;
    expect(counted()).toBe(5);
    pools.length = 0;
    clock.advance(1_000);
    metrics.stop();
    expect(metrics.server("app", "s1")).toBeUndefined();
    expect(counted()).toBeUndefined();
  });
});

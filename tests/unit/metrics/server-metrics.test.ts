// What is counted of a server, in totals and per second.
import { describe, expect, it } from "vitest";
import { seriesPointSchema } from "../../../balancer-core/contract/snapshot.ts";
import { createServerMetrics } from "../../../balancer-core/metrics/server-metrics.ts";

const second = { at: 1_000, elapsedMs: 1_000, active: 2, connections: 3 };

describe("a server's metrics", () => {
  it("count answers by class of status, failures and retries", () => {
    const metrics = createServerMetrics();
    for (const status of [101, 200, 204, 301, 404, 500, 599, 0]) {
      metrics.answered(status, 1, 10, 20);
    }
    metrics.failed();
    metrics.retried();
    expect(metrics).toMatchObject({ totalRequests: 8, errors: 1, retries: 1 });
    expect(metrics).toMatchObject({ bytesIn: 80, bytesOut: 160 });
    expect(metrics.status).toEqual({ "1xx": 1, "2xx": 2, "3xx": 1, "4xx": 1, "5xx": 2 });
  });

  it("give a second its own counts", () => {
    const metrics = createServerMetrics();
    metrics.answered(200, 5, 10, 20);
    metrics.answered(200, 5, 10, 20);
    metrics.failed();
    const point = seriesPointSchema.parse(metrics.roll(second));
    expect(point).toMatchObject({ requests: 2, errors: 1, active: 2, connections: 3, bytesIn: 20 });
    expect(point.p50).toBeCloseTo(5, 1);
    expect(metrics.roll(second)).toMatchObject({ requests: 0, errors: 0, p50: null, p99: null });
    expect(metrics.requestRate).toBe(0);
  });

  it("give a second its answers by status and what waited, and leave out what there was none of", () => {
    const metrics = createServerMetrics();
    for (const status of [101, 200, 200, 302, 404, 503]) metrics.answered(status, 1, 0, 0);
    metrics.answered(0, null, 0, 0);
    const point = seriesPointSchema.parse(metrics.roll({ ...second, queued: 4 }));
    expect(point).toMatchObject({ requests: 7, status: [1, 2, 1, 1, 1], queued: 4 });
    const empty = metrics.roll(second);
    expect(empty).not.toHaveProperty("status");
    expect(empty).not.toHaveProperty("queued");
  });

  it("do not show a late tick as a peak", () => {
    const metrics = createServerMetrics();
    for (let turn = 0; turn < 200; turn += 1) metrics.answered(200, 1, 0, 0);
    metrics.roll({ ...second, elapsedMs: 2_000 });
    expect(metrics.requestRate).toBe(100);
  });

  it("remember five minutes of seconds", () => {
    const metrics = createServerMetrics();
    for (let turn = 0; turn < 400; turn += 1) metrics.roll({ ...second, at: turn });
    expect(metrics.series.size).toBe(300);
    expect(metrics.series.at(0)?.at).toBe(100);
  });

  it("counts a use without an answer, but does not time it", () => {
    const metrics = createServerMetrics();
    metrics.answered(0, null, 10, 0);
    metrics.failed();
    expect(metrics).toMatchObject({ totalRequests: 1, errors: 1 });
    expect(metrics.latency()).toBeNull();
  });
});

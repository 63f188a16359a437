// Tracing as the balancer uses it: off unless asked for, spans of what ended, decisions kept, and nothing that hurts a request.
import { describe, expect, it, vi } from "vitest";
import { seededRandom } from "../../../balancer-core/ports.ts";
import type { FinishedSpan } from "../../../balancer-core/tracing/finished-span.ts";
import { createTracing, type OtlpOptions } from "../../../balancer-core/tracing/tracing.ts";
import { createFakeClock } from "../../support/fake-clock.ts";
import { finishedRequest } from "../../support/finished-request.ts";

const endpoint = "http://127.0.0.1:4318";
const given = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7";

function startTracing(config: { otlpEndpoint?: string | null; sampleRatio?: number } = {}) {
  const clock = createFakeClock();
  const notices: string[] = [];
  const spans: FinishedSpan[] = [];
  const opened: OtlpOptions[] = [];
  let stopped = 0;
  const load = vi.fn(async () => ({
    openOtlpExport(options: OtlpOptions) {
      opened.push(options);
      return {
        add: (span: FinishedSpan) => void spans.push(span),
        async stop() {
          stopped += 1;
        },
      };
    },
  }));
  const tracing = createTracing({
    config: { otlpEndpoint: endpoint, sampleRatio: 1, ...config },
    ports: { clock, random: seededRandom(7) },
    onNotice: (level, message) => notices.push(`${level}: ${message}`),
    load,
  });
  return { clock, tracing, spans, opened, notices, load, stops: () => stopped };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("tracing", () => {
  it("loads nothing while it is off, not even at the end", async () => {
    const { tracing, load } = startTracing({ otlpEndpoint: null });
    tracing.checked({ poolId: "app", id: "s1" }, check(true));
    await tracing.stop();
    expect(tracing.isOn()).toBe(false);
    expect(load).not.toHaveBeenCalled();
  });

  it("makes one span of a request and one of each attempt, below each other, at their times", async () => {
    const { tracing, spans, clock } = startTracing();
    const trace = tracing.begin(`${given}-01`, clock.now());
    clock.advance(5);
    trace.beginAttempt(clock.now());
    clock.advance(15);
    trace.beginAttempt(clock.now());
    const attempts = [
      {
        server: "s1",
        connectMs: 10,
        waitMs: null,
        totalMs: 10,
        outcome: "UPSTREAM_CONNECT_FAILED",
      },
      { server: "s2", connectMs: null, waitMs: 4, totalMs: 6, outcome: "answered" },
    ];
    const request = finishedRequest({ target: "/a?token=x", attempts, status: 200, totalMs: 26 });
    tracing.finished(request, trace);
    await settled();
    const [ofClient, first, second] = spans;
    expect(ofClient).toMatchObject({
      traceId: "4bf92f3577b34da6a3ce929d0e0e4736",
      parentSpanId: "00f067aa0ba902b7",
      kind: "server",
      name: "GET",
      startMs: request.startedAt,
      durationMs: 26,
      failure: null,
      attributes: {
        "http.request.method": "GET",
        "url.path": "/a",
        "http.response.status_code": 200,
        "evenkeel.pool": "app",
      },
    });
    expect(first).toMatchObject({
      parentSpanId: ofClient?.spanId,
      kind: "client",
      startMs: request.startedAt + 5,
      durationMs: 10,
      failure: "UPSTREAM_CONNECT_FAILED",
      attributes: { "evenkeel.server": "s1", "error.type": "UPSTREAM_CONNECT_FAILED" },
    });
    expect(second).toMatchObject({
      parentSpanId: ofClient?.spanId,
      startMs: request.startedAt + 20,
      failure: null,
      attributes: { "evenkeel.server": "s2", "http.request.resend_count": 1 },
    });
    expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(3);
    expect(JSON.stringify(spans)).not.toContain("token");
  });

  it("tells the server of the latest attempt's span", () => {
    const { tracing } = startTracing();
    const trace = tracing.begin(`${given}-01`, 0);
    trace.beginAttempt(0);
    trace.beginAttempt(1);
    const last = trace.attempts[1]?.spanId;
    expect(trace.addTo("GET / HTTP/1.1\r\nHost: a\r\n\r\n")).toBe(
      `GET / HTTP/1.1\r\nHost: a\r\ntraceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-${last}-01\r\n\r\n`,
    );
  });

  it("goes by who began the trace, and by the ratio only where it begins here", () => {
    const never = startTracing({ sampleRatio: 0 }).tracing;
    expect(never.begin(`${given}-01`, 0).isSampled).toBe(true);
    expect(never.begin(undefined, 0).isSampled).toBe(false);
    const always = startTracing({ sampleRatio: 1 }).tracing;
    expect(always.begin(`${given}-00`, 0).isSampled).toBe(false);
    expect(always.begin("nonsense", 0)).toMatchObject({ isSampled: true, parentSpanId: null });
    const half = startTracing({ sampleRatio: 0.5 }).tracing;
    const sampled = Array.from({ length: 2_000 }, () => half.begin(undefined, 0)).filter(
      ({ isSampled }) => isSampled,
    );
    expect(sampled.length).toBeGreaterThan(900);
    expect(sampled.length).toBeLessThan(1_100);
  });

  it("exports nothing of a trace that is not sampled", async () => {
    const { tracing, spans } = startTracing();
    tracing.finished(finishedRequest(), tracing.begin(`${given}-00`, 0));
    await settled();
    expect(spans).toEqual([]);
  });

  it("calls methods that clients made up by one name", async () => {
    const { tracing, spans } = startTracing();
    tracing.finished(finishedRequest({ method: "BREW" }), tracing.begin(undefined, 0));
    await settled();
    expect(spans[0]).toMatchObject({
      name: "HTTP",
      attributes: { "http.request.method": "_OTHER", "http.request.method_original": "BREW" },
    });
  });

  it("makes a span of each check, failed or not", async () => {
    const { tracing, spans } = startTracing();
    tracing.checked({ poolId: "app", id: "s1" }, check(true));
    tracing.checked({ poolId: "app", id: "s1" }, check(false));
    await settled();
    expect(spans.map(({ name, failure }) => [name, failure])).toEqual([
      ["health check", null],
      ["health check", "connect ECONNREFUSED"],
    ]);
    expect(spans[0]?.startMs).toBe(Date.UTC(2026, 0, 1) - 4);
  });

  it("holds a bounded number of spans while the exporter is loaded", async () => {
    const { tracing, spans } = startTracing();
    for (let count = 0; count < 1_500; count++) {
      tracing.checked({ poolId: "app", id: "s1" }, check(true));
    }
    expect(spans).toHaveLength(0);
    await settled();
    expect(spans).toHaveLength(1_000);
  });

  it("says so once when there is nothing to export with, and goes on", async () => {
    const notices: string[] = [];
    const tracing = createTracing({
      config: { otlpEndpoint: endpoint, sampleRatio: 1 },
      ports: { clock: createFakeClock(), random: seededRandom(7) },
      onNotice: (level, message) => notices.push(`${level}: ${message}`),
      load: () => Promise.reject(new Error("no such module")),
    });
    for (let count = 0; count < 3; count++) {
      tracing.finished(finishedRequest(), tracing.begin(undefined, 0));
      await settled();
    }
    await tracing.stop();
    expect(notices).toEqual(["warning: traces are not exported: no such module"]);
  });

  it("follows the configuration: off, to another collector, with another ratio", async () => {
    const { tracing, opened, stops } = startTracing();
    await settled();
    tracing.update({ otlpEndpoint: endpoint, sampleRatio: 0 });
    expect(tracing.begin(undefined, 0).isSampled).toBe(false);
    expect(stops()).toBe(0);
    tracing.update({ otlpEndpoint: "http://127.0.0.1:9", sampleRatio: 1 });
    await settled();
    expect(opened.map((options) => options.endpoint)).toEqual([endpoint, "http://127.0.0.1:9"]);
    expect(stops()).toBe(1);
    tracing.update({ otlpEndpoint: null, sampleRatio: 1 });
    await settled();
    expect(tracing.isOn()).toBe(false);
    expect(stops()).toBe(2);
  });
});

function check(ok: boolean) {
  const detail = ok ? "200 OK" : "connect ECONNREFUSED";
  return { at: "2026-01-01T00:00:00.000Z", ok, durationMs: 4, detail };
}

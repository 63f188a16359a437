// Traces through a real balancer to a collector: one trace from client to server, attempts and checks, and a collector that fails.
import type { IncomingHttpHeaders } from "node:http";
import { request } from "node:http";
import { createServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { listenOnFreePort, startBalancer, startTaggedServer, until } from "../support/balancer.ts";
import { attributeOf, startOtlpCollector } from "../support/otlp-collector.ts";

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
const parent = "00f067aa0ba902b7";

async function startSetting(rules: object = {}, tracing: object = {}) {
  const collector = await startOtlpCollector();
  closers.push(collector.kill);
  const seen: IncomingHttpHeaders[] = [];
  const server = await startTaggedServer("a", (incoming, response) => {
    seen.push(incoming.headers);
    response.end("fine");
  });
  closers.push(server.kill);
  const running = await startBalancer({
    version: 1,
    listeners: [{ id: "web", bind: "127.0.0.1:0", pool: "app" }],
    pools: [{ id: "app", health: { type: "none" }, servers: [server.address], ...rules }],
    tracing: { otlpEndpoint: collector.endpoint, ...tracing },
  });
  closers.push(() => running.stop());
  const ask = (headers: Record<string, string | string[]> = {}) =>
    new Promise<number>((resolve, reject) => {
      const [host = "", port] = running.address("web").split(":");
      const call = request({ host, port: Number(port), path: "/a?b=c", headers }, (response) => {
        response.resume();
        response.on("end", () => resolve(response.statusCode ?? 0));
      });
      call.on("error", reject);
      call.end();
    });
  return { ...running, collector, seen, ask };
}

describe("a traced request", () => {
  it("belongs to the client's trace, with the server below our attempt", async () => {
    const { seen, ask, collector, balancer, stop } = await startSetting();
    const tracestate = "vendor=one,other=two";
    expect(await ask({ traceparent: `00-${traceId}-${parent}-01`, tracestate })).toBe(200);
    await stop();

    const [ofUs, attempt] = collector.spans;
    expect(balancer.requests({ limit: 1 })[0]?.traceId).toBe(traceId);
    expect(collector.spans).toHaveLength(2);
    expect(collector.paths).toEqual(["POST /v1/traces application/json"]);
    expect([...collector.services]).toEqual(["evenkeel"]);
    expect(ofUs).toMatchObject({ traceId, parentSpanId: parent, name: "GET", kind: 2 });
    expect(attempt).toMatchObject({ traceId, parentSpanId: ofUs?.spanId, kind: 3 });
    expect(attributeOf(ofUs, "http.response.status_code")).toBe(200);
    expect(attributeOf(attempt, "evenkeel.server")).toBe("s1");
    expect(seen[0]).toMatchObject({
      traceparent: `00-${traceId}-${attempt?.spanId}-01`,
      tracestate,
    });
    const [start = 0n, end = 0n] = [ofUs?.startTimeUnixNano, ofUs?.endTimeUnixNano].map((time) =>
      BigInt(time ?? 0),
    );
    expect(end).toBeGreaterThan(start);
    expect(Math.abs(Number(start / 1_000_000n) - Date.now())).toBeLessThan(60_000);
  });

  it.each([
    ["without a field", {}],
    ["with an invalid one", { traceparent: "00-nonsense", tracestate: "foreign=1" }],
    [
      "with two",
      {
        traceparent: [`00-${traceId}-${parent}-01`, `00-${traceId}-${parent}-01`],
        tracestate: "foreign=1",
      },
    ],
    [
      "with one that Connection lists",
      { connection: "close, x-own", "x-own": "1", traceparent: "00-nonsense" },
    ],
  ])("begins a trace of its own %s", async (_what, headers) => {
    const { seen, ask, collector, stop } = await startSetting();
    await ask(headers);
    await stop();
    const [ofUs, attempt] = collector.spans;
    expect(ofUs?.traceId).not.toBe(traceId);
    expect(ofUs?.parentSpanId ?? "").toBe("");
    expect(seen[0]?.traceparent).toBe(`00-${ofUs?.traceId}-${attempt?.spanId}-01`);
    expect(seen[0]).not.toHaveProperty("tracestate");
    expect(seen[0]).not.toHaveProperty("x-own");
  });

  it("is told on and not exported when whoever began the trace does not sample it", async () => {
    const { seen, ask, collector, stop } = await startSetting();
    await ask({ traceparent: `00-${traceId}-${parent}-00` });
    await stop();
    expect(seen[0]?.traceparent).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-00$`));
    expect(collector.spans).toEqual([]);
  });

  it("has a span for each attempt, and each server hears of its own", async () => {
    const broken = await listenOnFreePort(createServer((socket) => socket.resetAndDestroy()));
    closers.push(broken.kill);
    const good = await startTaggedServer("good", (incoming, response) => {
      response.end(incoming.headers.traceparent);
    });
    closers.push(good.kill);
    const { ask, collector, stop } = await startSetting({
      servers: [broken.address, good.address],
      retries: { attempts: 1, budgetPercent: 100 },
    });
    expect(await ask()).toBe(200);
    await stop();
    const [ofUs, first, second] = collector.spans;
    expect(collector.spans).toHaveLength(3);
    expect([first, second].map((span) => attributeOf(span, "evenkeel.server"))).toEqual([
      "s1",
      "s2",
    ]);
    expect(attributeOf(first, "error.type")).toMatch(/^UPSTREAM_/);
    expect(first?.status.code).toBe(2);
    expect(attributeOf(second, "http.request.resend_count")).toBe(1);
    expect([first, second].every((span) => span?.parentSpanId === ofUs?.spanId)).toBe(true);
  });

  it("passes traceparent on untouched when tracing is off", async () => {
    const { seen, ask, collector, stop } = await startSetting({}, { otlpEndpoint: null });
    const traceparent = `00-${traceId}-${parent}-01`;
    await ask({ traceparent });
    await ask();
    await stop();
    expect(seen.map((headers) => headers.traceparent)).toEqual([traceparent, undefined]);
    expect(collector.paths).toEqual([]);
  });
});

describe("checks", () => {
  it("are traced, too", async () => {
    const { collector, balancer, stop } = await startSetting({
      health: { type: "http", path: "/", interval: "20ms" },
    });
    await until("the server is up", () => balancer.snapshot(1).pools[0]?.usableServers === 1);
    await until("a check", () => balancer.server("app", "s1")?.lastCheck?.ok === true);
    await stop();
    const [check] = collector.spans;
    expect(check).toMatchObject({ name: "health check", kind: 3 });
    expect(attributeOf(check, "evenkeel.check.detail")).toBe("200 OK");
  });
});

describe("a collector that fails", () => {
  it("hurts no request and is told once", async () => {
    const { ask, collector, balancer, stop } = await startSetting();
    collector.answer.status = 400;
    expect(await ask()).toBe(200);
    const notices = () =>
      balancer.events.latest(100).filter(({ message }) => message.startsWith("traces "));
    await until("a warning", () => notices().length > 0, 10_000);
    expect(await ask()).toBe(200);
    await until("a second message", () => collector.paths.length >= 2, 10_000);
    expect(notices().map(({ level, kind }) => [level, kind])).toEqual([["warning", "lifecycle"]]);
    expect(notices()[0]?.message).toContain(`${collector.endpoint}/v1/traces`);
    await stop();
  });

  it("does not keep the balancer from stopping", async () => {
    const { ask, collector, stop } = await startSetting();
    await collector.kill();
    expect(await ask()).toBe(200);
    const startedAt = performance.now();
    await stop();
    expect(performance.now() - startedAt).toBeLessThan(8_000);
  });
});

// What Prometheus scrapes from a running balancer, read by a parser that is not ours: types and help, histogram rules, escapes.
import parse, { type MetricFamily } from "parse-prometheus-text-format";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPrometheusWriter } from "../../balancer-core/metrics/prometheus.ts";
import {
  type RealServer,
  type RunningBalancer,
  startBalancer,
  startTaggedServer,
  until,
  visit,
} from "../support/balancer.ts";

let running: RunningBalancer;
let server: RealServer;
let text = "";
let families: readonly MetricFamily[] = [];

beforeAll(async () => {
  server = await startTaggedServer("a", (request, response) =>
    response.writeHead(request.url === "/teapot" ? 418 : 200).end("fine"),
  );
  running = await startBalancer({
    version: 1,
    listeners: [
      { id: "web", bind: "127.0.0.1:0", pool: "app" },
      { id: "void", bind: "127.0.0.1:0", pool: "gone" },
      { id: "torn", bind: "127.0.0.1:0", pool: "torn" },
    ],
    pools: [
      {
        id: "app",
        health: { type: "http", path: "/", interval: "20ms" },
        servers: [{ id: "s1", address: server.address, weight: 3 }],
      },
      {
        id: "gone",
        health: { type: "tcp", interval: "20ms", fastInterval: "20ms" },
        servers: [{ id: "s9", address: "127.0.0.1:9" }],
      },
      {
        id: "torn",
        health: { type: "none" },
        passive: { consecutiveFailures: 1, ejectFor: "1m" },
        retries: { backoff: { base: "1ms", max: "1ms" } },
        servers: [
          { id: "s8", address: "127.0.0.1:9" },
          { id: "s7", address: server.address },
        ],
      },
    ],
  });
  for (let count = 0; count < 20; count += 1) await visit(running.address("web"));
  await visit(running.address("web"), undefined, "/teapot");
  await until("s9 is down", () => running.balancer.server("gone", "s9")?.state === "down");
  await visit(running.address("void"));
  await visit(running.address("torn"));
  text = running.balancer.metricsText();
  families = parse(text);
});

afterAll(async () => {
  await running.stop();
  await server.kill();
});

const family = (name: string) => families.find((found) => found.name === name);
const sampleOf = (name: string, labels: Record<string, string>) => {
  const found = family(name)?.metrics.find((metric) =>
    Object.entries(labels).every(([label, value]) => metric.labels?.[label] === value),
  );
  return found?.value === undefined ? undefined : Number(found.value);
};

describe("the metrics of a running balancer", () => {
  it("are those of the contract, each once, with help and type", () => {
    const expected: Record<string, string> = {
      evenkeel_requests_total: "COUNTER",
      evenkeel_request_duration_seconds: "HISTOGRAM",
      evenkeel_connections_active: "GAUGE",
      evenkeel_server_active_requests: "GAUGE",
      evenkeel_server_active_connections: "GAUGE",
      evenkeel_server_up: "GAUGE",
      evenkeel_server_state: "GAUGE",
      evenkeel_server_weight: "GAUGE",
      evenkeel_health_checks_total: "COUNTER",
      evenkeel_retries_total: "COUNTER",
      evenkeel_pool_usable_servers: "GAUGE",
      evenkeel_pool_queued: "GAUGE",
      evenkeel_server_ejections_total: "COUNTER",
      evenkeel_bytes_total: "COUNTER",
      evenkeel_errors_total: "COUNTER",
      process_cpu_seconds_total: "COUNTER",
      process_resident_memory_bytes: "GAUGE",
      nodejs_eventloop_lag_p99_seconds: "GAUGE",
    };
    for (const [name, type] of Object.entries(expected)) {
      expect(family(name), name).toMatchObject({ type });
    }
    const names = families.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, help } of families) expect(help, name).toMatch(/^[A-Z0-9].*\.$/);
  });

  it("count what happened", () => {
    const where = { listener: "web", pool: "app", server: "s1" };
    expect(sampleOf("evenkeel_requests_total", { ...where, code: "200" })).toBe(20);
    expect(sampleOf("evenkeel_requests_total", { ...where, code: "418" })).toBe(1);
    expect(sampleOf("evenkeel_server_up", { pool: "app", server: "s1" })).toBe(1);
    expect(sampleOf("evenkeel_server_up", { pool: "gone", server: "s9" })).toBe(0);
    expect(sampleOf("evenkeel_server_state", { server: "s9", state: "down" })).toBe(1);
    expect(sampleOf("evenkeel_server_weight", { server: "s1" })).toBe(3);
    const checks = { pool: "gone", server: "s9" };
    expect(
      sampleOf("evenkeel_health_checks_total", { ...checks, result: "failed" }),
    ).toBeGreaterThan(2);
    expect(sampleOf("evenkeel_health_checks_total", { ...checks, result: "passed" })).toBe(0);
    const torn = { pool: "torn", server: "s8" };
    expect(sampleOf("evenkeel_server_ejections_total", torn)).toBe(1);
    expect(sampleOf("evenkeel_retries_total", { pool: "torn", reason: "connect-failure" })).toBe(1);
    expect(sampleOf("evenkeel_pool_usable_servers", { pool: "torn" })).toBe(1);
    expect(sampleOf("evenkeel_pool_usable_servers", { pool: "gone" })).toBe(0);
    const code = "NO_SELECTABLE_SERVER";
    expect(sampleOf("evenkeel_errors_total", { listener: "void", code })).toBe(1);
  });

  it.each(["web", "void"])("have histograms whose buckets only grow, up to all: %s", (listener) => {
    // The parser joins what differs in labels only, so it is given one set of labels at a time.
    const lines = text
      .split("\n")
      .filter((line) => line.startsWith("#") || line.includes(listener));
    const [metric, ...others] =
      parse(`${lines.join("\n")}\n`).find(({ name }) => name.endsWith("_duration_seconds"))
        ?.metrics ?? [];
    expect(others).toEqual([]);
    const { buckets = {} } = metric ?? {};
    const [count, sum] = ["count", "sum"].map((part) => alone(lines, `_seconds_${part}{`));
    const bounds = Object.keys(buckets).sort((one, other) => bound(one) - bound(other));
    expect(bounds.length).toBeGreaterThan(10);
    expect(bounds.at(-1)).toBe("+Inf");
    const counts = bounds.map((key) => Number(buckets[key]));
    expect([...counts].sort((one, other) => one - other)).toEqual(counts);
    expect(counts.at(-1)).toBe(count);
    expect(count).toBe(listener === "web" ? 21 : 1);
    expect(sum).toBeGreaterThan(0);
  });

  it("survive label values that would end a line or a label", () => {
    const writer = createPrometheusWriter();
    writer.family("odd_total", "counter", "Help with a \\ and\na second line.");
    const path = 'C:\\new "file"\n# TYPE forged gauge';
    writer.sample({ path }, 1);
    const [odd, ...others] = parse(writer.text());
    expect(others).toEqual([]);
    expect(odd?.metrics[0]?.labels).toEqual({ path });
  });
});

const bound = (text: string) => (text === "+Inf" ? Number.POSITIVE_INFINITY : Number(text));

/** Value of the one line with this in its name, read as a family of its own. */
function alone(lines: readonly string[], part: string): number {
  const line = lines.find((found) => !found.startsWith("#") && found.includes(part));
  return Number(parse(`${line}\n`)[0]?.metrics[0]?.value);
}

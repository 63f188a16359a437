// Every metric of the balancer as Prometheus text: names, labels and meaning are part of the public surface.
import { serverStateSchema } from "../contract/snapshot.ts";
import type { Pool, Server } from "../pool/types.ts";
import type { ListenerReading } from "./metrics.ts";
import { type Labels, labelText, type PrometheusWriter } from "./prometheus.ts";
import { durationBounds, type RequestCounters } from "./request-counters.ts";

/** States in which a server takes new requests. */
const takingStates: ReadonlySet<string> = new Set(["up", "degraded", "unchecked"]);

/** What is counted of a server beside its requests. */
export interface ObservationCount {
  readonly labels: Labels;
  readonly passed: number;
  readonly failed: number;
  readonly ejections: number;
}

export function writeRequests(writer: PrometheusWriter, counters: RequestCounters): void {
  writer.family("evenkeel_requests_total", "counter", "Finished requests and TCP connections.");
  const rows = [...counters.rows].map((row) => {
    const { listener, pool, server } = row;
    return { ...row, labels: labelText({ listener, pool, server }) };
  });
  for (const { labels, codes } of rows) {
    for (const [code, count] of codes) writer.line(`${labels},code="${code}"`, count);
  }
  writer.family(
    "evenkeel_request_duration_seconds",
    "histogram",
    "Time from the first byte of a request to the end of its answer.",
  );
  for (const { labels, buckets, sumSeconds, count } of rows) {
    let below = 0;
    durationBounds.forEach((bound, index) => {
      below += buckets[index] ?? 0;
      writer.line(`${labels},le="${bound}"`, below, "_bucket");
    });
    writer.line(`${labels},le="+Inf"`, count, "_bucket");
    writer.line(labels, sumSeconds, "_sum");
    writer.line(labels, count, "_count");
  }
  writer.family("evenkeel_retries_total", "counter", "Further attempts, by what went wrong.");
  for (const { first, second, count } of counters.retries) {
    writer.sample({ pool: first, reason: second }, count);
  }
  writer.family("evenkeel_errors_total", "counter", "Requests that ended with an error code.");
  for (const { first, second, count } of counters.errors) {
    writer.sample({ listener: first, code: second }, count);
  }
}

export function writeListeners(
  writer: PrometheusWriter,
  listeners: readonly ListenerReading[],
): void {
  writer.family("evenkeel_connections_active", "gauge", "Open connections from clients.");
  for (const { id, activeConnections } of listeners) {
    writer.sample({ listener: id }, activeConnections);
  }
  writer.family(
    "evenkeel_tls_handshake_failures_total",
    "counter",
    "Clients of https listeners that left, spoke no TLS or agreed to nothing we offer.",
  );
  for (const { id, handshakeFailures } of listeners) {
    if (handshakeFailures !== null) writer.sample({ listener: id }, handshakeFailures);
  }
  writer.family(
    "evenkeel_connections_refused_total",
    "counter",
    "Connections closed at accept because the listener or the process had as many as it may have.",
  );
  for (const { id, refusedConnections } of listeners) {
    writer.sample({ listener: id }, refusedConnections);
  }
  writer.family("evenkeel_bytes_total", "counter", "Bytes from clients (in) and to them (out).");
  for (const { id, bytesIn, bytesOut } of listeners) {
    writer.sample({ listener: id, direction: "in" }, bytesIn);
    writer.sample({ listener: id, direction: "out" }, bytesOut);
  }
}

export function writeServers(writer: PrometheusWriter, pools: readonly Pool[]): void {
  const all = pools.flatMap(({ id: pool, servers }) =>
    servers.map((server) => ({ server, labels: labelText({ pool, server: server.id }) })),
  );
  const each = (name: string, help: string, value: (server: Server) => number) => {
    writer.family(name, "gauge", help);
    for (const { server, labels } of all) writer.line(labels, value(server));
  };
  each(
    "evenkeel_server_active_requests",
    "Requests in flight.",
    ({ activeRequests }) => activeRequests,
  );
  each(
    "evenkeel_server_active_connections",
    "Open connections to the server, idle ones too.",
    ({ activeConnections }) => activeConnections,
  );
  each("evenkeel_server_up", "1 while the server takes new requests.", ({ state }) =>
    takingStates.has(state) ? 1 : 0,
  );
  each("evenkeel_server_weight", "Configured weight.", ({ config }) => config.weight);
  each(
    "evenkeel_server_effective_weight",
    "Weight now, which slow start lowers for a while.",
    ({ effectiveWeight }) => effectiveWeight,
  );
  writer.family("evenkeel_server_state", "gauge", "1 for the state the server is in.");
  for (const { server, labels } of all) {
    const present = server.state;
    for (const state of serverStateSchema.options) {
      writer.line(`${labels},state="${state}"`, state === present ? 1 : 0);
    }
  }
}

export function writePools(writer: PrometheusWriter, pools: readonly Pool[]): void {
  writer.family("evenkeel_pool_usable_servers", "gauge", "Servers that take new requests.");
  for (const { id, usableServers } of pools) writer.sample({ pool: id }, usableServers);
  writer.family("evenkeel_pool_queued", "gauge", "Requests that wait for a free server.");
  for (const { id, queued } of pools) writer.sample({ pool: id }, queued);
}

export function writeObservations(
  writer: PrometheusWriter,
  counts: Iterable<ObservationCount>,
): void {
  const all = [...counts];
  writer.family("evenkeel_health_checks_total", "counter", "Health checks, by result.");
  for (const { labels, passed, failed } of all) {
    writer.sample({ ...labels, result: "passed" }, passed);
    writer.sample({ ...labels, result: "failed" }, failed);
  }
  writer.family(
    "evenkeel_server_ejections_total",
    "counter",
    "Times that failures in a row took the server out.",
  );
  for (const { labels, ejections } of all) writer.sample(labels, ejections);
}

export function writeLog(writer: PrometheusWriter, droppedLines: number): void {
  writer.family(
    "evenkeel_log_lines_dropped_total",
    "counter",
    "Lines of the log that could not be written and were not kept.",
  );
  writer.sample({}, droppedLines);
}

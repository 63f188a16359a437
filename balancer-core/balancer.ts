// The balancer: joins listeners, pools, counters, events and the log; starts, changes and stops them as one.
import { createListenerSet } from "./balancer-listeners.ts";
import { createPoolSet } from "./balancer-pools.ts";
import { createRequestMemory } from "./balancer-requests.ts";
import { takeSnapshot } from "./balancer-snapshot.ts";
import { serverStateEvent } from "./balancer-state-event.ts";
import { takeStatus } from "./balancer-status.ts";
import { createStop } from "./balancer-stop.ts";
import type { ApplyOptions, Balancer, BalancerOptions } from "./balancer-types.ts";
import { type ConfigDiff, diffConfig } from "./config/diff.ts";
import { BalancerError } from "./contract/balancer-error.ts";
import type { PoolConfig } from "./contract/config-pool.ts";
import type { Config } from "./contract/config-schema.ts";
import { sentence } from "./contract/sentences.ts";
import { createEventLog } from "./events/event-log.ts";
import { createMetrics } from "./metrics/metrics.ts";
import { createAccessLog } from "./persistence/access-log.ts";
import { StickySources } from "./stickiness/sticky-sources.ts";
import { createTracing } from "./tracing/tracing.ts";
import { createTurns } from "./turns.ts";

export function createBalancer(options: BalancerOptions): Balancer {
  const { config: initial, ports, directory } = options;
  const { clock } = ports;
  let config = initial;
  let phase: "new" | "running" | "stopping" = "new";
  let startedMs: number | null = null;
  /** Changes are made one after the other. */
  const turns = createTurns();

  const events = createEventLog(clock);
  const log = createAccessLog({
    config: config.log,
    directory,
    clock,
    onProblem: (message) => events.append({ kind: "lifecycle", level: "error", message }),
    onRecovered: (message) => events.append({ kind: "lifecycle", level: "info", message }),
  });
  // Taken out once: V8 keeps what is in an object with getters where every call has to look for it.
  const { request: logRequest } = log;
  events.onAppend((event) => {
    if (event.kind !== "lab") log.event(event);
  });
  const sticky = new StickySources(clock, options.stickyKey);
  const metrics = createMetrics({
    clock,
    droppedLogLines: () => log.dropped,
    stickiness: () => sticky.all,
    pools: () => pools.all,
    listeners: () =>
      listeners.all.map(({ listener: { config, counters } }) => ({
        id: config.id,
        handshakeFailures:
          config.protocol === "https"
            ? (counters.ownAnswers.get("TLS_HANDSHAKE_FAILED") ?? 0)
            : null,
        refusedConnections: counters.ownAnswers.get("CONNECTION_LIMIT") ?? 0,
        activeConnections: counters.activeConnections,
        totalRequests: counters.totalRequests,
        bytesIn: counters.bytesIn,
        bytesOut: counters.bytesOut,
      })),
  });
  const tracing = createTracing({
    config: config.tracing,
    ports,
    onNotice: (level, message) => void events.append({ kind: "lifecycle", level, message }),
  });
  const pools = createPoolSet({
    ports,
    directory,
    recorderFor: (server) => metrics.recorderFor(server),
    stickySourceFor: (pool) => sticky.take(pool),
    onStateChange(change) {
      if (change.to === "ejected") metrics.ejected(change.server);
      events.append(serverStateEvent(change));
    },
    onCheck(server, result) {
      metrics.checked(server, result.ok);
      tracing.checked(server, result);
    },
    onNotice: (pool, level, message) =>
      void events.append({ kind: "config", level, message, pool, author: "file" }),
  });
  const requests = createRequestMemory();
  const listeners = createListenerSet({
    deps: {
      ports,
      directory,
      tracing,
      pool: (id) => pools.get(id),
      records: {
        finished(request) {
          requests.add(request);
          logRequest(request);
          metrics.finished(request);
          if (request.trace) tracing.finished(request, request.trace);
        },
      },
    },
    onEvent: (event) => void events.append(event),
  });

  function lifecycle(message: string): void {
    events.append({ kind: "lifecycle", level: "info", message });
  }

  function check(pool: PoolConfig): void {
    pools.check(pool);
    sticky.check(pool);
  }

  async function start(): Promise<void> {
    if (phase !== "new") return;
    phase = "running";
    try {
      for (const pool of config.pools) check(pool);
      for (const pool of config.pools) pools.add(pool);
      await listeners.open(config.listeners);
    } catch (error) {
      for (const { id } of config.pools) pools.undoAdd(id);
      phase = "new";
      throw error;
    }
    startedMs = clock.now();
    metrics.start();
    const [listening, balanced] = [config.listeners.length, config.pools.length];
    lifecycle(sentence("STARTED", { listeners: listening, pools: balanced }));
  }

  async function applyNow(next: Config, { removed = "drain" }: ApplyOptions) {
    if (phase === "stopping") {
      throw new BalancerError("SHUTTING_DOWN", "the balancer is stopping and takes no changes");
    }
    const diff = diffConfig(config, next);
    if (phase === "running") await applyRunning(diff, next, removed);
    else config = next;
    log.update(next.log);
    tracing.update(next.tracing);
    return diff.sentences;
  }

  async function applyRunning(diff: ConfigDiff, next: Config, removed: "drain" | "cut") {
    for (const { after } of diff.pools.changed) check(after);
    for (const pool of diff.pools.added) check(pool);
    // New pools come first, so that a new listener never answers for want of its pool.
    for (const pool of diff.pools.added) pools.add(pool);
    const commit = () => {
      config = next;
      for (const { after } of diff.pools.changed) pools.change(after, removed);
      pools.arrange(next.pools.map(({ id }) => id));
    };
    try {
      await listeners.change(diff.listeners, next.shutdown.deadline, commit);
    } catch (error) {
      for (const { id } of diff.pools.added) pools.undoAdd(id);
      throw error;
    }
    listeners.arrange(next.listeners.map(({ id }) => id));
    // Last, when no listener leads to them any more.
    for (const { id } of diff.pools.removed) pools.remove(id, removed);
    sticky.keepOnly(next.pools.map(({ id }) => id));
  }

  const stop = createStop({ clock, listeners, pools, metrics, tracing, log, lifecycle });

  return {
    get config() {
      return config;
    },
    events,
    start: () => turns.take(start),
    apply: (next, options = {}) => turns.take(() => applyNow(next, options)),
    setDrainDeadline: (poolId, serverId, deadlineMs) =>
      pools.get(poolId)?.setDrainDeadline(serverId, deadlineMs),
    whenDrained: (poolId, serverId) =>
      pools.get(poolId)?.whenDrained(serverId) ?? Promise.resolve(true),
    server: (poolId, serverId) => pools.get(poolId)?.server(serverId),
    stickiness: (poolId) => sticky.get(poolId),
    snapshot: (revision) =>
      takeSnapshot({
        clock,
        revision,
        startedMs,
        configured: config.listeners,
        listeners: listeners.all,
        pools: pools.all,
        metrics,
        sessionsOf: (poolId, serverId) => sticky.get(poolId)?.table?.countOf(serverId) ?? null,
      }),
    series(poolId, serverId) {
      const series = metrics.server(poolId, serverId)?.series;
      return series?.latest(series.size) ?? [];
    },
    onSecond: (listener) => metrics.onSecond(listener),
    requests: (filter) => requests.find(filter),
    requestsAfter: (mark, limit) => requests.after(mark, limit),
    requestSample: (mark, others, failures) => requests.sample(mark, others, failures),
    status: () =>
      takeStatus({ logFile: config.log.file, log, metrics, requests, events, pools: pools.all }),
    reopenLog: () => log.reopen(),
    metricsText: () => metrics.text(),
    async stop(deadlineMs) {
      phase = "stopping";
      // A change in progress may be opening a listener, which must not outlive the stop.
      await turns.idle();
      await stop(deadlineMs);
    },
  };
}

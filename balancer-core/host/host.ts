// The host: joins methods, topics and RPC over one balancer, lab and workspace.
import type { Balancer } from "../balancer-types.ts";
import { BalancerError } from "../contract/balancer-error.ts";
import { errorRows } from "../contract/error-codes.ts";
import {
  type MethodName,
  type MethodResult,
  methods,
  type ParsedParams,
} from "../contract/methods.ts";
import { sentence } from "../contract/sentences.ts";
import type { Snapshot } from "../contract/snapshot.ts";
import type { Lab } from "../lab/lab.ts";
import { createScenarioRunner } from "../lab/scenarios/runner.ts";
import type { Workspace } from "../persistence/workspace.ts";
import type { Ports } from "../ports.ts";
import type { Configuration } from "./configuration.ts";
import type { Handler, Handlers, HostParts } from "./handlers.ts";
import { hostMetricsText } from "./host-metrics.ts";
import { configMethods } from "./methods-config.ts";
import { historyMethods } from "./methods-history.ts";
import { labMethods } from "./methods-lab.ts";
import { placingMethods } from "./methods-placing.ts";
import { recordMethods } from "./methods-records.ts";
import { resendMethods } from "./methods-resend.ts";
import { scenarioMethods } from "./methods-scenario.ts";
import { serverMethods } from "./methods-servers.ts";
import { stickyMethods } from "./methods-sticky.ts";
import { checkPlainData } from "./plain-data.ts";
import { createRemovals } from "./removals.ts";
import { serveRpc } from "./rpc-server.ts";
import { createScenarioStage } from "./scenario-stage.ts";
import { createTopics } from "./topics.ts";
import type { Host } from "./types.ts";

export interface HostOptions {
  readonly balancer: Balancer;
  readonly lab: Lab;
  readonly workspace: Pick<Workspace, "file" | "history">;
  readonly configuration: Configuration;
  readonly ports: Ports;
  /** Name and version, for the welcome. */
  readonly product: string;
  /** Ends what only the starter knows of, the watcher for one, before anything else. */
  readonly onStop?: () => void;
}

export function createHost(options: HostOptions): Host {
  const { balancer, lab, configuration, ports } = options;
  const removals = createRemovals({ balancer, configuration });
  const snapshot = () => withRemovals(balancer.snapshot(configuration.revision), removals);
  const parts: HostParts = { ...options, removals, snapshot };
  const scenarios = createScenarioRunner({
    clock: ports.clock,
    lab,
    stage: createScenarioStage(options),
    snapshot: () => balancer.snapshot(configuration.revision),
  });
  const handlers: Handlers = {
    ...configMethods(parts),
    ...historyMethods(parts),
    ...serverMethods(parts),
    ...placingMethods(parts),
    ...recordMethods(parts),
    ...resendMethods(parts, ports),
    ...stickyMethods(parts, ports.clock),
    ...labMethods(parts),
    ...scenarioMethods(scenarios),
  };
  const topics = createTopics({
    balancer,
    lab,
    clock: ports.clock,
    snapshot,
    configuration,
  });
  let stopping: Promise<void> | undefined;

  async function stop(deadlineMs: number): Promise<void> {
    // First, or the file would keep its stage. What goes wrong is its state, and the next start tries again.
    await scenarios.stop().catch(() => undefined);
    options.onStop?.();
    // Simulated servers stay until the balancer is done: requests in flight may be theirs to answer.
    for (const { config, running } of lab.status().traffic) if (running) lab.stopTraffic(config.id);
    await balancer.stop(deadlineMs);
    await lab.stop();
  }

  function reportInternal(method: string, error: unknown): void {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const message = sentence("FAILED_INSIDE", { method, detail: detail.slice(0, 2_000) });
    balancer.events.append({ kind: "lifecycle", level: "error", message });
  }

  const host: Host = {
    async call<M extends MethodName>(method: M, raw: unknown, author: Parameters<Host["call"]>[2]) {
      const params = parseParams(method, raw);
      const handler: Handler<M> = handlers[method];
      try {
        return (await handler(params, author)) as MethodResult<M>;
      } catch (error) {
        if (error instanceof BalancerError) throw error;
        reportInternal(method, error);
        throw new BalancerError("INTERNAL", errorRows.INTERNAL.sentence, { cause: error });
      }
    },
    subscribe: (topic, listener) => topics.subscribe(topic, listener),
    serve: (transport, author) =>
      serveRpc({ host, clock: ports.clock, product: options.product }, transport, author),
    metricsText: () => balancer.metricsText() + hostMetricsText(configuration, options.product),
    isReady: () => stopping === undefined,
    unservedPools() {
      const { listeners, pools } = balancer.snapshot(configuration.revision);
      const led = new Set(listeners.flatMap((listener) => listener.pools));
      return pools
        .filter((pool) => led.has(pool.id) && pool.usableServers === 0)
        .map(({ id }) => id);
    },
    listeners: () =>
      balancer
        .snapshot(configuration.revision)
        .listeners.map(({ id, protocol, address }) => ({ id, protocol, address })),
    reload: () => configuration.reload(),
    reopenLog: () => balancer.reopenLog(),
    stop(deadlineMs = balancer.config.shutdown.deadline) {
      if (stopping) return Promise.all([stopping, balancer.stop(deadlineMs)]).then(() => undefined);
      stopping = stop(deadlineMs);
      return stopping;
    },
  };
  return host;
}

function parseParams<M extends MethodName>(method: M, raw: unknown): ParsedParams<M> {
  checkPlainData(raw);
  const parsed = methods[method].params.safeParse(raw ?? {});
  if (parsed.success) return parsed.data as ParsedParams<M>;
  const issues = parsed.error.issues.map(({ path, message }) => ({
    path: path.map(String).join("."),
    message,
  }));
  const [first] = issues;
  const message = `${first?.path || method}: ${first?.message ?? "wrong parameters"}`;
  throw new BalancerError("INVALID_PARAMS", message, { details: { issues } });
}

function withRemovals(
  snapshot: Snapshot,
  removals: { isPlanned(poolId: string, serverId: string): boolean },
): Snapshot {
  const pools = snapshot.pools.map((pool) => ({
    ...pool,
    servers: pool.servers.map((server) =>
      server.drain && removals.isPlanned(pool.id, server.id)
        ? { ...server, drain: { ...server.drain, thenRemove: true } }
        : server,
    ),
  }));
  return { ...snapshot, pools };
}

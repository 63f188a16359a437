// One pool: its servers, who of them may be chosen, and the leases. The only place where a use begins or ends. Checks, ejection,
// drain, queue and budgets are its parts' business; this file joins them.
import { hashPartOf } from "../algorithms/request-part.ts";
import type { PoolConfig, ServerConfig } from "../contract/config-pool.ts";
import type { ErrorCode } from "../contract/error-codes.ts";
import type { Decision } from "../contract/records.ts";
import type { StickySource } from "../stickiness/sticky-source.ts";
import { Chooser } from "./chooser.ts";
import { createDecisionBudget, explainBound } from "./decision.ts";
import { Ejections } from "./ejections.ts";
import { type LeaseResult, PoolLease } from "./lease.ts";
import { createQueue, type Settle, type WaitingQueue } from "./queue.ts";
import { createRetryBudget } from "./retry-budget.ts";
import { createServer, PooledServer } from "./server.ts";
import { SlowStarts } from "./slow-start.ts";
import type {
  Lease,
  LeaseContext,
  ManagedPool,
  PoolOptions,
  PoolParts,
  QueueTicket,
  Refusal,
  Server,
  StateChange,
} from "./types.ts";
import type { UpstreamTls } from "./upstream-tls.ts";
import { WatchedTls } from "./watched-tls.ts";

/** Throws INVALID_CONFIG when an authority cannot be read. */
export function createPool(config: PoolConfig, options: PoolOptions): ManagedPool {
  return new ServerPool(config, options);
}

class ServerPool implements ManagedPool {
  readonly id: string;
  config: PoolConfig;
  parts: PoolParts = { hash: null, sticky: null };
  /** Configured servers in their order, then those removed that still drain. */
  servers: readonly PooledServer[] = [];
  readonly #options: PoolOptions;
  readonly #byId = new Map<string, PooledServer>();
  readonly #queue: WaitingQueue;
  readonly #retryBudget = createRetryBudget();
  readonly #decisionBudget = createDecisionBudget();
  readonly #slowStarts: SlowStarts;
  readonly #chooser: Chooser;
  readonly #ejections: Ejections;
  #sticky: StickySource | null = null;
  readonly #tls: WatchedTls;
  #phase: "new" | "started" | "stopped" = "new";
  /** While servers change one by one nobody in the queue is served, who could be given one that is about to leave. */
  #isTakingOver = false;

  constructor(config: PoolConfig, options: PoolOptions) {
    this.id = config.id;
    this.config = config;
    this.#options = options;
    this.#chooser = new Chooser(this, options.ports);
    this.#ejections = new Ejections(this, () => this.#chooser.takers);
    this.#tls = new WatchedTls(config, {
      clock: options.ports.clock,
      directory: options.directory,
      onNotice: (level, message) => options.onNotice?.(config.id, level, message),
    });
    this.#slowStarts = new SlowStarts(options.ports.clock, () => this.#chooser.outdate());
    this.#queue = createQueue(options.ports.clock, (context) =>
      this.#seek(context, options.ports.clock.now()),
    );
    this.#takeOver(config);
  }

  get usableServers(): number {
    return this.#chooser.usable;
  }

  get upstreamTls(): UpstreamTls | null {
    return this.config.upstream.tls ? this.#tls.current : null;
  }

  get queued(): number {
    return this.#queue.size();
  }

  lease(context: LeaseContext, nowMs = this.#options.ports.clock.now()): Lease | Refusal {
    const result = this.#seek(context, nowMs);
    return result instanceof PooledServer ? "full" : result;
  }

  /** A server when it is the one that the client belongs to, which is at its limit: the request waits for it. */
  #seek(context: LeaseContext, nowMs: number): Lease | Refusal | PooledServer {
    if (this.#phase === "stopped") return "unusable";
    const boundId = this.#sticky === null ? undefined : this.#sticky.find(context);
    const bound = boundId == null ? undefined : this.#byId.get(boundId);
    if (bound?.takesSessions && !context.tried.includes(bound)) {
      return bound.isFull ? bound : this.#leaseBound(bound, context, nowMs);
    }
    return this.#leaseChosen(context, boundId === undefined ? "none" : "miss", nowMs);
  }

  #leaseBound(server: PooledServer, context: LeaseContext, nowMs: number): Lease {
    const decision = this.#decisionBudget.take(nowMs)
      ? explainBound(this.config.algorithm.type, server)
      : null;
    return this.#begin(server, context, "hit", decision, nowMs);
  }

  #leaseChosen(context: LeaseContext, sticky: "none" | "miss", nowMs: number): Lease | Refusal {
    let server = this.#chooser.choose(context);
    if (server === "unusable" && this.#ejections.endAll()) server = this.#chooser.choose(context);
    if (typeof server === "string") return server;
    const decision = this.#decisionBudget.take(nowMs)
      ? this.#chooser.explain(context, server, sticky)
      : null;
    return this.#begin(server, context, sticky, decision, nowMs);
  }

  #begin(
    server: PooledServer,
    context: LeaseContext,
    sticky: Lease["sticky"],
    decision: Decision | null,
    nowMs: number,
  ): Lease {
    if (context.tried.length === 0) this.#retryBudget.requested(nowMs);
    const lease = new PoolLease(server, sticky, decision, nowMs, this.#onLeaseEnd);
    server.beginUse(lease);
    this.#chooser.loadChanged(server);
    if (this.#sticky !== null) {
      lease.stickyCookie = this.#sticky.learn(context, server.id, sticky === "hit");
    }
    return lease;
  }

  enqueue(context: LeaseContext, settle: Settle): QueueTicket {
    return this.#queue.enter(context, this.config.timeouts.queue, settle);
  }

  takeRetry(): boolean {
    const { clock } = this.#options.ports;
    return this.#retryBudget.take(clock.now(), this.config.retries.budgetPercent);
  }

  start(): void {
    this.#phase = "started";
    this.#tls.start();
    for (const server of this.servers) if (!server.isRemoved) server.start();
  }

  apply(config: PoolConfig, removed: "drain" | "cut"): void {
    this.#tls.apply(config);
    const { algorithm } = this.config;
    const leaving = this.#takeOver(config);
    if (JSON.stringify(config.algorithm) !== JSON.stringify(algorithm)) this.#chooser.replace();
    if (removed === "cut") for (const server of leaving) server.cutAll("FORCED_CLOSE");
    this.#queue.serve();
  }

  setDrainDeadline(serverId: string, deadlineMs: number): void {
    this.#byId.get(serverId)?.setDrainDeadline(deadlineMs);
  }

  whenDrained(serverId: string): Promise<boolean> {
    return this.#byId.get(serverId)?.whenDrained() ?? Promise.resolve(true);
  }

  server(id: string): Server | undefined {
    return this.#byId.get(id);
  }

  stop(): void {
    this.#phase = "stopped";
    this.#tls.stop();
    for (const server of this.servers) server.stop();
    this.#queue.refuseAll();
  }

  closeAll(): void {
    const reason: ErrorCode = "SHUTTING_DOWN";
    for (const server of this.servers) server.cutAll(reason);
  }

  /** Bound once, so that a lease makes no closure. */
  readonly #onLeaseEnd = (
    lease: PoolLease,
    result: LeaseResult,
    latencyMs: number | null,
  ): void => {
    const { server } = lease;
    server.endUse(lease, result);
    this.#chooser.loadChanged(server);
    if (result !== undefined) this.#chooser.ended(server, latencyMs, result === "failed");
    this.#queue.serve();
  };

  #onStateChange(change: StateChange<PooledServer>): void {
    this.#chooser.outdate();
    this.#ejections.changed(change);
    this.#options.onStateChange(change);
    if (change.to === "drained" && change.server.isRemoved) this.#forget(change.server);
    if (!this.#isTakingOver) this.#queue.serve();
  }

  /** Makes, changes and retires servers so that they are the configured ones; gives those that leave now. */
  #takeOver(config: PoolConfig): readonly PooledServer[] {
    this.config = config;
    this.#sticky = this.#options.stickySourceFor?.(config, this.#sticky) ?? null;
    this.#sticky?.prepare(config.servers.map(({ id }) => id));
    this.parts = { hash: hashPartOf(config.algorithm), sticky: this.#sticky?.part ?? null };
    const before = this.servers;
    const configured = config.servers.map(
      (server, ordinal) => this.#byId.get(server.id) ?? this.#create(config, server, ordinal),
    );
    const staying = new Set(configured);
    const gone = before.filter((server) => !staying.has(server));
    // Not those that left with an earlier configuration: how they end was decided then.
    const leaving = gone.filter(({ isRemoved }) => !isRemoved);
    this.servers = [...configured, ...gone];
    for (const server of configured) this.#byId.set(server.id, server);

    // Only now, with the new list in place: each of these may report a change of state to somebody who looks at it.
    this.#isTakingOver = true;
    for (const server of leaving) {
      server.remove();
      if (server.activeRequests === 0) this.#forget(server);
    }
    config.servers.forEach((next, ordinal) => {
      configured[ordinal]?.configure(next, ordinal, config);
    });
    if (this.#phase === "started") for (const server of configured) server.start();
    this.#isTakingOver = false;
    this.#chooser.outdate();
    return leaving;
  }

  #create(pool: PoolConfig, config: ServerConfig, ordinal: number): PooledServer {
    const { ports, recorderFor, startProbe, onCheck } = this.#options;
    return createServer({
      pool,
      config,
      ordinal,
      ports,
      startProbe,
      checkTls: () => this.#tls.current,
      slowStarts: this.#slowStarts,
      onCheck: onCheck && ((result) => onCheck({ poolId: pool.id, id: config.id }, result)),
      mayHaveSessions: () => this.#sticky?.mayHaveSessions?.(config.id) ?? true,
      recorder: recorderFor({ poolId: pool.id, id: config.id }),
      mayEject: () => this.#ejections.mayEject(config.id),
      onStateChange: (change) => this.#onStateChange(change),
    });
  }

  #forget(server: PooledServer): void {
    if (this.#byId.get(server.id) !== server) return;
    this.#byId.delete(server.id);
    this.servers = this.servers.filter((other) => other !== server);
    this.#chooser.outdate();
    server.stop();
  }
}

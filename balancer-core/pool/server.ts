// One server at run time: its counts, what checks and traffic say of it, and the state derived from both. Survives every reload
// that keeps its id. It reports a change of state once and knows nothing of its neighbours; choosing is the pool's.
import type { PoolConfig, ServerConfig } from "../contract/config-pool.ts";
import type { ErrorCode } from "../contract/error-codes.ts";
import type { CheckResult, ServerState, StateChangeRecord } from "../contract/snapshot.ts";
import type { Unsubscribe } from "../contract/transport.ts";
import { type Address, tryAddress } from "../contract/units.ts";
import { createEmitter } from "../events/emitter.ts";
import { isoTime, type Ports } from "../ports.ts";
import { createDrain, type Drain } from "./drain.ts";
import { ServerHealth, type ServerHealthOptions } from "./server-health.ts";
import { effectiveState, isUsable, type StateInputs, stateReason } from "./server-state.ts";
import { type SlowStarts, WarmUp } from "./slow-start.ts";
import { StateHistory } from "./state-history.ts";
import type { Server, ServerRecorder, StateChange } from "./types.ts";
import { type Cuttable, Uses } from "./uses.ts";

export interface ServerOptions extends Omit<ServerHealthOptions, "address" | "onChange"> {
  readonly config: ServerConfig;
  readonly ordinal: number;
  readonly recorder: ServerRecorder;
  readonly onStateChange: (change: StateChange<PooledServer>) => void;
  readonly slowStarts: SlowStarts;
  /** Whether clients belong to it, as far as anybody knows; asked only where they may. */
  readonly mayHaveSessions: () => boolean;
}

/** States in which idle connections are of no more use. */
const connectionless: ReadonlySet<ServerState> = new Set<ServerState>([
  "down",
  "draining",
  "drained",
  "maintenance",
]);

export function createServer(options: ServerOptions): PooledServer {
  return new PooledServer(options);
}

export class PooledServer implements Server {
  readonly poolId: string;
  readonly id: string;
  readonly recorder: ServerRecorder;
  config: ServerConfig;
  address: Address;
  ordinal: number;
  /** The configured weight, lowered by slow start for a while after a return. */
  effectiveWeight: number;
  /** No longer configured: takes nothing new and is gone once nothing is left on it. */
  isRemoved = false;
  activeRequests = 0;
  activeConnections = 0;
  since: number;
  readonly #ports: Ports;
  readonly #onStateChange: ServerOptions["onStateChange"];
  readonly #health: ServerHealth;
  readonly #drain: Drain;
  readonly #mayHaveSessions: () => boolean;
  readonly #slowStarts: SlowStarts;
  readonly #warmUp = new WarmUp();
  readonly #uses = new Uses();
  readonly #history = new StateHistory();
  readonly #retiring = createEmitter<void>();
  #pool: PoolConfig;
  /** The state last reported. */
  #reported: ServerState;
  /** A stopped server starts no timer any more; what is in flight still ends. */
  #isStopped = false;

  constructor(options: ServerOptions) {
    const { pool, config, ports } = options;
    this.poolId = pool.id;
    this.id = config.id;
    this.recorder = options.recorder;
    this.config = config;
    this.address = parseAddress(config);
    this.ordinal = options.ordinal;
    this.effectiveWeight = config.weight;
    this.#ports = ports;
    this.#slowStarts = options.slowStarts;
    this.#pool = pool;
    this.#onStateChange = options.onStateChange;
    const { address } = this;
    this.#health = new ServerHealth({ ...options, address, onChange: () => this.#refresh() });
    this.#mayHaveSessions = options.mayHaveSessions;
    this.#drain = createDrain({
      clock: ports.clock,
      isBusy: () => this.activeRequests > 0,
      onDeadline: () => {
        this.cutAll("FORCED_CLOSE");
        this.#refresh();
      },
      onQuiet: () => this.#refresh(),
    });
    this.#reported = this.state;
    this.since = ports.clock.wallTime();
  }

  /** As configured. */
  get weight(): number {
    return this.config.weight;
  }

  get intent() {
    return this.config.intent;
  }

  get state(): ServerState {
    return effectiveState(this.#inputs());
  }

  get reason(): string {
    return stateReason(this.#inputs(), this.lastCheck?.detail, this.#pool.health.type !== "none");
  }

  get lastCheck(): CheckResult | null {
    return this.checks.at(-1) ?? null;
  }

  get checks(): readonly CheckResult[] {
    return this.#health.checks;
  }

  get drainDeadlineAt(): number | null {
    return this.#drain.deadlineAt;
  }

  /** Age of the use that is under way for longest; null without any. */
  get longestUseMs(): number | null {
    const oldest = this.#uses.oldestStartedMs;
    return oldest === null ? null : Math.max(0, this.#ports.clock.now() - oldest);
  }

  get stateChanges(): readonly StateChangeRecord[] {
    return this.#history.changes;
  }

  get flaps(): number {
    return this.#history.flaps(this.#ports.clock.now());
  }

  get downtimeMs(): number {
    return this.#history.downtimeMs(this.#ports.clock.now());
  }

  get checkStreak() {
    const { count, needed } = this.#health.active;
    return needed === 0 ? null : { count, needed };
  }

  /** At its limit, so that it takes nothing new until a use ends. */
  get isFull(): boolean {
    const { maxConnections } = this.config;
    return maxConnections > 0 && this.activeRequests >= maxConnections;
  }

  /** Whether clients that belong to it may still come: any weight will do, and a drain that is not known to be bad. */
  get takesSessions(): boolean {
    const inputs = this.#inputs();
    if (!inputs.keepsSessions) return isUsable(effectiveState(inputs));
    return isUsable(effectiveState({ ...inputs, intent: "ready" }));
  }

  connectionOpened(): void {
    this.activeConnections += 1;
  }

  connectionClosed(): void {
    this.activeConnections -= 1;
  }

  onRetire(listener: () => void): Unsubscribe {
    return this.#retiring.on(listener);
  }

  beginUse(use: Cuttable): void {
    this.#uses.add(use);
    this.activeRequests += 1;
    if (this.#isLeaving()) this.#drain.used();
  }

  endUse(use: Cuttable, result: "answered" | "failed" | undefined): void {
    if (!this.#uses.remove(use)) return;
    this.activeRequests -= 1;
    this.#health.used(result);
    // Only while it is leaving does the number in flight decide its state.
    if (!this.#isLeaving()) return;
    this.#drain.used();
    this.#refresh();
  }

  /** Ends an ejection early: nobody else is left. */
  pardon(): void {
    this.#health.pardon();
  }

  /** Ends every use by force. */
  cutAll(reason: ErrorCode): void {
    this.#uses.cutAll(reason);
  }

  /** Takes the weight of this moment; false once it has all of it. */
  warm(now: number): boolean {
    this.effectiveWeight = this.#warmUp.weight(this.config.weight, this.#pool.slowStart, now);
    return this.#warmUp.isWarming;
  }

  /** Takes over another configuration; also brings a removed server back. */
  configure(config: ServerConfig, ordinal: number, pool: PoolConfig): void {
    const hasMoved = config.address !== this.config.address;
    this.config = config;
    this.ordinal = ordinal;
    this.isRemoved = false;
    this.#pool = pool;
    if (hasMoved) {
      this.address = parseAddress(config);
      this.#retiring.emit();
    }
    this.#health.reconfigure(pool, this.address, hasMoved);
    this.#refresh();
    this.#warm();
  }

  remove(): void {
    this.isRemoved = true;
    this.#health.stop(false);
    this.#refresh();
  }

  start(): void {
    this.#isStopped = false;
    this.#health.start();
  }

  stop(): void {
    this.#isStopped = true;
    this.#health.stop(true);
    this.#drain.cancel();
    this.#warmUp.end();
    this.#warm();
  }

  /** From now; without effect on a server that is not draining. */
  setDrainDeadline(deadlineMs: number): void {
    this.#drain.setDeadline(deadlineMs);
  }

  /** True once nothing is left, false when it does not drain or no longer does. */
  whenDrained(): Promise<boolean> {
    if (this.#isLeaving() && this.state === "drained") return Promise.resolve(true);
    return this.#drain.whenDone();
  }

  #isLeaving(): boolean {
    return this.isRemoved || this.config.intent === "drain";
  }

  /** A draining server waits for clients that belong to it, until its deadline or until none came for a while. */
  #keepsSessions(): boolean {
    if (this.config.intent !== "drain" || this.isRemoved || this.#isStopped) return false;
    if (this.#pool.stickiness.type === "none" || this.#drain.isOver) return false;
    return !this.#drain.isQuiet && this.#mayHaveSessions();
  }

  #inputs(): StateInputs {
    return {
      intent: this.config.intent,
      removed: this.isRemoved,
      active: this.#health.active,
      passive: this.#health.passive,
      inFlight: this.activeRequests,
      keepsSessions: this.#keepsSessions(),
    };
  }

  /** Called after every change of what the state is derived from. */
  #refresh(): void {
    if (!this.#isLeaving()) this.#drain.cancel();
    else if (this.activeRequests === 0 && !this.#keepsSessions()) this.#drain.finish();
    else if (!this.#isStopped) {
      const { deadline, quiet } = this.#pool.drain;
      this.#drain.begin({ deadlineMs: deadline, quietMs: quiet });
    }

    const from = this.#reported;
    const to = this.state;
    if (from === to) return;
    this.#reported = to;
    const { clock } = this.#ports;
    this.since = clock.wallTime();
    const { reason } = this;
    this.#history.add({ at: isoTime(this.since), from, to, reason }, clock.now());
    this.#warmUp.changed(isUsable(from), isUsable(to), clock.now());
    if (!this.#isStopped) this.#warm();
    if (connectionless.has(to)) this.#retiring.emit();
    this.#onStateChange({ server: this, from, to, reason });
  }

  #warm(): void {
    if (this.warm(this.#ports.clock.now())) this.#slowStarts.add(this);
    else this.#slowStarts.remove(this);
  }
}

/** The schema has accepted the address, so the fallback is never used; it refuses connections rather than reaching anyone. */
function parseAddress({ address }: ServerConfig): Address {
  return tryAddress(address) ?? { host: "127.0.0.1", port: 0 };
}

// One server at run time: its counts, what checks and traffic say of it, and the state derived from both. Survives every reload
// that keeps its id. It reports a change of state once and knows nothing of its neighbours; choosing is the pool's.
import type { PoolConfig, ServerConfig } from "../contract/config-pool.ts";
import type { ErrorCode } from "../contract/error-codes.ts";
import type { CheckResult, ServerState } from "../contract/snapshot.ts";
import type { Unsubscribe } from "../contract/transport.ts";
import { type Address, tryAddress } from "../contract/units.ts";
import { createEmitter } from "../events/emitter.ts";
import { type Checker, createChecker, type StartProbe } from "../health/checker.ts";
import { createPassiveMonitor, type PassiveMonitor } from "../health/passive-monitor.ts";
import type { ProbeTls } from "../health/probe.ts";
import type { Ports } from "../ports.ts";
import { createDrain, type Drain } from "./drain.ts";
import { effectiveState, type StateInputs, stateReason } from "./server-state.ts";
import type { Server, ServerRecorder, StateChange } from "./types.ts";

export interface ServerOptions {
  readonly pool: PoolConfig;
  readonly config: ServerConfig;
  readonly ordinal: number;
  readonly ports: Ports;
  readonly recorder: ServerRecorder;
  readonly mayEject: () => boolean;
  readonly onStateChange: (change: StateChange<PooledServer>) => void;
  readonly startProbe?: StartProbe | undefined;
  /** How `https` checks reach it. */
  readonly checkTls: () => ProbeTls | null;
}

/** A use that can be ended by force. */
interface Cuttable {
  /** Its place among the uses of its server, which keeps it; -1 before and after. */
  place: number;
  cut(reason: ErrorCode): void;
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
  /** The configured weight; slow start will lower it for a while after a return. */
  effectiveWeight: number;
  /** No longer configured: takes nothing new and is gone once nothing is left on it. */
  isRemoved = false;
  activeRequests = 0;
  activeConnections = 0;
  since: number;
  readonly #ports: Ports;
  readonly #onStateChange: ServerOptions["onStateChange"];
  readonly #checker: Checker;
  readonly #passive: PassiveMonitor;
  readonly #drain: Drain;
  /** In no order. Each knows its place, which costs less at every request than a set does. */
  readonly #uses: Cuttable[] = [];
  readonly #retiring = createEmitter<void>();
  #pool: PoolConfig;
  /** The state last reported. */
  #reported: ServerState;
  /** A stopped server starts no timer any more; what is in flight still ends. */
  #isStopped = false;

  constructor(options: ServerOptions) {
    const {
      pool,
      config,
      ordinal,
      ports,
      recorder,
      mayEject,
      onStateChange,
      startProbe,
      checkTls,
    } = options;
    this.poolId = pool.id;
    this.id = config.id;
    this.recorder = recorder;
    this.config = config;
    this.address = parseAddress(config);
    this.ordinal = ordinal;
    this.effectiveWeight = config.weight;
    this.#ports = ports;
    this.#pool = pool;
    this.#onStateChange = onStateChange;
    this.#checker = createChecker({
      config: pool.health,
      address: this.address,
      ports,
      startProbe,
      tls: checkTls,
      onResult: ({ ok }) => {
        if (ok) this.#passive.checkPassed();
        this.#refresh();
      },
    });
    this.#passive = createPassiveMonitor({
      config: pool.passive,
      clock: ports.clock,
      mayEject,
      onChange: () => this.#refresh(),
    });
    this.#drain = createDrain(ports.clock, () => this.cutAll("FORCED_CLOSE"));
    this.#reported = this.state;
    this.since = ports.clock.wallTime();
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
    return this.#checker.results;
  }

  get drainDeadlineAt(): number | null {
    return this.#drain.deadlineAt;
  }

  get isEjected(): boolean {
    return this.#passive.verdict.ejected;
  }

  /** At its limit, so that it takes nothing new until a use ends. */
  get isFull(): boolean {
    const { maxConnections } = this.config;
    return maxConnections > 0 && this.activeRequests >= maxConnections;
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
    use.place = this.#uses.length;
    this.#uses.push(use);
    this.activeRequests += 1;
  }

  endUse(use: Cuttable, result: "answered" | "failed" | undefined): void {
    if (this.#uses[use.place] !== use) return;
    // The last one takes the place of the one that ends.
    const last = this.#uses.pop() as Cuttable;
    if (last !== use) {
      last.place = use.place;
      this.#uses[use.place] = last;
    }
    use.place = -1;
    this.activeRequests -= 1;
    if (result === "answered") this.#passive.answered();
    else if (result === "failed") this.#passive.failed();
    // Only while it is leaving does the number in flight decide its state.
    if (this.#isLeaving()) this.#refresh();
  }

  /** Ends every use by force. */
  cutAll(reason: ErrorCode): void {
    for (const use of [...this.#uses]) use.cut(reason);
  }

  /** Takes over another configuration; also brings a removed server back. */
  configure(config: ServerConfig, ordinal: number, pool: PoolConfig): void {
    const hasMoved = config.address !== this.config.address;
    this.config = config;
    this.ordinal = ordinal;
    this.effectiveWeight = config.weight;
    this.isRemoved = false;
    this.#pool = pool;
    if (hasMoved) {
      this.address = parseAddress(config);
      this.#passive.reset();
      this.#retiring.emit();
    }
    this.#checker.reconfigure(pool.health, this.address);
    this.#passive.reconfigure(pool.passive);
    this.#refresh();
  }

  remove(): void {
    this.isRemoved = true;
    this.#checker.stop();
    this.#refresh();
  }

  start(): void {
    this.#isStopped = false;
    this.#checker.start();
  }

  stop(): void {
    this.#isStopped = true;
    this.#checker.stop();
    this.#passive.reset();
    this.#drain.cancel();
  }

  /** From now; without effect on a server that is not draining. */
  setDrainDeadline(deadlineMs: number): void {
    this.#drain.setDeadline(deadlineMs);
  }

  /** True once nothing is left, false when it does not drain or no longer does. */
  whenDrained(): Promise<boolean> {
    if (this.#isLeaving() && this.activeRequests === 0) return Promise.resolve(true);
    return this.#drain.whenDone();
  }

  #isLeaving(): boolean {
    return this.isRemoved || this.config.intent === "drain";
  }

  #inputs(): StateInputs {
    return {
      intent: this.config.intent,
      removed: this.isRemoved,
      active: this.#checker.verdict,
      passive: this.#passive.verdict,
      inFlight: this.activeRequests,
    };
  }

  /** Called after every change of what the state is derived from. */
  #refresh(): void {
    if (!this.#isLeaving()) this.#drain.cancel();
    else if (this.activeRequests === 0) this.#drain.finish();
    else if (!this.#isStopped) this.#drain.begin(this.#pool.drain.deadline);

    const from = this.#reported;
    const to = this.state;
    if (from === to) return;
    this.#reported = to;
    this.since = this.#ports.clock.wallTime();
    if (connectionless.has(to)) this.#retiring.emit();
    this.#onStateChange({ server: this, from, to, reason: this.reason });
  }
}

/** The schema has accepted the address, so the fallback is never used; it refuses connections rather than reaching anyone. */
function parseAddress({ address }: ServerConfig): Address {
  return tryAddress(address) ?? { host: "127.0.0.1", port: 0 };
}

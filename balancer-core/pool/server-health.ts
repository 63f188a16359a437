// What is observed of one server: its checks and what real traffic makes of it, and how the two meet: a passed check ends an
// ejection. Derives no state; that is the truth table's.
import type { PoolConfig } from "../contract/config-pool.ts";
import type { CheckResult } from "../contract/snapshot.ts";
import type { Address } from "../contract/units.ts";
import { type Checker, createChecker, type StartProbe } from "../health/checker.ts";
import {
  createPassiveMonitor,
  type PassiveMonitor,
  type PassiveVerdict,
} from "../health/passive-monitor.ts";
import type { ProbeTls } from "../health/probe.ts";
import type { ActiveVerdict } from "../health/rise-fall.ts";
import type { Ports } from "../ports.ts";

export interface ServerHealthOptions {
  readonly pool: PoolConfig;
  readonly address: Address;
  readonly ports: Ports;
  readonly startProbe?: StartProbe | undefined;
  /** How `https` checks reach it. */
  readonly checkTls: () => ProbeTls | null;
  /** Whether the pool can do without the server now. */
  readonly mayEject: () => boolean;
  /** Called after each check, when `onChange` was. */
  readonly onCheck?: ((result: CheckResult) => void) | undefined;
  /** Called when a verdict may have changed. */
  readonly onChange: () => void;
}

export class ServerHealth {
  readonly #checker: Checker;
  readonly #passive: PassiveMonitor;
  #pool: PoolConfig;

  constructor(options: ServerHealthOptions) {
    const { pool, address, ports, startProbe, checkTls, mayEject, onChange, onCheck } = options;
    this.#pool = pool;
    this.#passive = createPassiveMonitor({
      config: pool.passive,
      clock: ports.clock,
      mayEject,
      onChange,
    });
    this.#checker = createChecker({
      config: pool.health,
      address,
      ports,
      startProbe,
      way: () => ({ tls: checkTls(), proxyProtocol: this.#pool.upstream.proxyProtocol }),
      onResult: (result) => {
        if (result.ok) this.#passive.pardon();
        onChange();
        onCheck?.(result);
      },
    });
  }

  get active(): ActiveVerdict {
    return this.#checker.verdict;
  }

  get passive(): PassiveVerdict {
    return this.#passive.verdict;
  }

  /** Oldest first. */
  get checks(): readonly CheckResult[] {
    return this.#checker.results;
  }

  /** A use ended; `undefined` when it says nothing about the server. */
  used(result: "answered" | "failed" | undefined): void {
    if (result === "answered") this.#passive.answered();
    else if (result === "failed") this.#passive.failed();
  }

  /** Ends an ejection early. */
  pardon(): void {
    this.#passive.pardon();
  }

  /** Another address is another machine, of which nothing is known. */
  reconfigure(pool: PoolConfig, address: Address, hasMoved: boolean): void {
    this.#pool = pool;
    if (hasMoved) this.#passive.reset();
    this.#checker.reconfigure(pool.health, address);
    this.#passive.reconfigure(pool.passive);
  }

  start(): void {
    this.#checker.start();
  }

  /** Ends checks; an ejection goes on, unless `forget`. */
  stop(forget: boolean): void {
    this.#checker.stop();
    if (forget) this.#passive.reset();
  }
}

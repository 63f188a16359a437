// What real traffic makes of a server: failures in a row eject it for a while, longer each time. Says nothing about how many
// servers may be ejected at once beyond asking `mayEject`, which the pool answers with the rule at the end of this file.
import type { PassiveConfig } from "../contract/config-pool.ts";
import type { Clock, Timer } from "../ports.ts";

export interface PassiveVerdict {
  readonly ejected: boolean;
  /** Failures in a row; those that led to the ejection while it lasts. */
  readonly failures: number;
  /** Length of the present ejection; 0 without one. */
  readonly ejectedForMs: number;
}

export interface PassiveMonitorOptions {
  readonly config: PassiveConfig;
  readonly clock: Clock;
  /** Whether the pool can do without this server now. */
  readonly mayEject: () => boolean;
  /** Called when an ejection began or ended. */
  readonly onChange: () => void;
}

export interface PassiveMonitor {
  readonly verdict: PassiveVerdict;
  answered(): void;
  failed(): void;
  /** Ends an ejection early: an active check passed, or nobody else is left. */
  pardon(): void;
  reconfigure(config: PassiveConfig): void;
  /** Forgets everything without telling: another address is another machine. */
  reset(): void;
}

export function createPassiveMonitor(options: PassiveMonitorOptions): PassiveMonitor {
  return new Monitor(options);
}

class Monitor implements PassiveMonitor {
  readonly #options: PassiveMonitorOptions;
  #config: PassiveConfig;
  #failures = 0;
  /** Ejections of late, each of which doubles the length of the next. */
  #times = 0;
  #endedAt = 0;
  #ejection: { readonly timer: Timer; readonly lengthMs: number } | undefined;

  constructor(options: PassiveMonitorOptions) {
    this.#options = options;
    this.#config = options.config;
  }

  get verdict(): PassiveVerdict {
    const ejection = this.#ejection;
    return {
      ejected: ejection !== undefined,
      failures: this.#failures,
      ejectedForMs: ejection?.lengthMs ?? 0,
    };
  }

  answered(): void {
    // Late answers of requests that began before the ejection prove nothing about the server now.
    if (this.#ejection === undefined) this.#failures = 0;
  }

  failed(): void {
    if (this.#ejection !== undefined) return;
    this.#failures += 1;
    const { consecutiveFailures } = this.#config;
    const isEnough = consecutiveFailures > 0 && this.#failures >= consecutiveFailures;
    if (isEnough && this.#options.mayEject()) this.#eject();
  }

  pardon(): void {
    if (this.#ejection !== undefined) this.#end();
  }

  reconfigure(next: PassiveConfig): void {
    this.#config = next;
    if (next.consecutiveFailures === 0) this.pardon();
  }

  reset(): void {
    this.#forget();
    this.#times = 0;
  }

  #eject(): void {
    const { clock, onChange } = this.#options;
    const { ejectFor, maxEjectFor } = this.#config;
    // A server that kept out of trouble for the longest ejection starts anew with the shortest.
    if (clock.now() - this.#endedAt > maxEjectFor) this.#times = 0;
    this.#times += 1;
    const lengthMs = Math.min(ejectFor * 2 ** (this.#times - 1), maxEjectFor);
    this.#ejection = { timer: clock.after(lengthMs, () => this.#end()), lengthMs };
    onChange();
  }

  #end(): void {
    this.#forget();
    this.#options.onChange();
  }

  #forget(): void {
    this.#ejection?.timer.cancel();
    this.#ejection = undefined;
    this.#failures = 0;
    this.#endedAt = this.#options.clock.now();
  }
}

export interface PoolHealth {
  /** Servers the operator wants to take traffic. */
  readonly servers: number;
  readonly ejected: number;
  /** Servers beside the one in question that would take new traffic, whatever it is. */
  readonly others: number;
}

/** Never the last one that takes new traffic; else up to the share, of which one server is always part unless the share is 0. */
export function mayEjectOneMore(health: PoolHealth, maxEjectedPercent: number): boolean {
  if (maxEjectedPercent === 0 || health.others === 0) return false;
  const most = Math.max(1, Math.floor((health.servers * maxEjectedPercent) / 100));
  return health.ejected < most;
}

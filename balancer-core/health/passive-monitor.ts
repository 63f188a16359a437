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
  const { clock, mayEject, onChange } = options;
  let { config } = options;
  let failures = 0;
  /** Ejections of late, each of which doubles the length of the next. */
  let times = 0;
  let endedAt = 0;
  let ejection: { readonly timer: Timer; readonly lengthMs: number } | undefined;

  function eject(): void {
    // A server that kept out of trouble for the longest ejection starts anew with the shortest.
    if (clock.now() - endedAt > config.maxEjectFor) times = 0;
    times += 1;
    const lengthMs = Math.min(config.ejectFor * 2 ** (times - 1), config.maxEjectFor);
    ejection = { timer: clock.after(lengthMs, endEjection), lengthMs };
    onChange();
  }

  function endEjection(): void {
    forgetEjection();
    onChange();
  }

  function forgetEjection(): void {
    ejection?.timer.cancel();
    ejection = undefined;
    failures = 0;
    endedAt = clock.now();
  }

  return {
    get verdict() {
      return { ejected: !!ejection, failures, ejectedForMs: ejection?.lengthMs ?? 0 };
    },
    answered() {
      // Late answers of requests that began before the ejection prove nothing about the server now.
      if (!ejection) failures = 0;
    },
    failed() {
      if (ejection) return;
      failures += 1;
      const { consecutiveFailures } = config;
      if (consecutiveFailures > 0 && failures >= consecutiveFailures && mayEject()) eject();
    },
    pardon() {
      if (ejection) endEjection();
    },
    reconfigure(next) {
      config = next;
      if (ejection && next.consecutiveFailures === 0) endEjection();
    },
    reset() {
      forgetEjection();
      times = 0;
    },
  };
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

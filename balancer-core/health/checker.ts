// Checks one server again and again and keeps the verdict and the latest results. How to ask is the probes' business, what an
// answer means is rise-fall's; this file owns only when.
import type { HealthConfig } from "../contract/config-health.ts";
import type { CheckResult } from "../contract/snapshot.ts";
import type { Address } from "../contract/units.ts";
import { isoTime, type Ports, type Timer } from "../ports.ts";
import { startHttpProbe } from "./http-probe.ts";
import { type ProbeOutcome, type ProbeWay, plainWay, type RunningProbe } from "./probe.ts";
import { type ActiveVerdict, isChanging, nextVerdict, uncheckedVerdict } from "./rise-fall.ts";
import { startTcpProbe } from "./tcp-probe.ts";

type CheckedConfig = Exclude<HealthConfig, { type: "none" }>;

/** Starts one probe; replaced in tests. */
export type StartProbe = (
  config: CheckedConfig,
  address: Address,
  settle: (outcome: ProbeOutcome) => void,
) => RunningProbe;

export interface CheckerOptions {
  readonly config: HealthConfig;
  readonly address: Address;
  readonly ports: Ports;
  /** Called after every check, when `verdict` and `results` already know it. */
  readonly onResult: (result: CheckResult) => void;
  readonly startProbe?: StartProbe | undefined;
  /** How the server is reached, asked at each check. */
  readonly way?: (() => ProbeWay) | undefined;
}

export interface Checker {
  readonly verdict: ActiveVerdict;
  /** The last 60, oldest first. */
  readonly results: readonly CheckResult[];
  /** Checks at once and then at the configured interval. Does nothing when running or when there is nothing to check. */
  start(): void;
  /** Ends checking and cancels a check under way. Can be started again. */
  stop(): void;
  /**
   * Takes over what changed, checking at once if it runs. Another address forgets verdict and results: they are another machine's;
   * no checks at all forget the verdict, because nobody would renew it.
   */
  reconfigure(config: HealthConfig, address: Address): void;
}

const longestHistory = 60;
/** Rest between two checks, however short the interval and however long the check took. */
const shortestPauseMs = 10;
/** Checks begin at multiples of this, many at a time: waking up for each of them costs as much as the check. */
const longestSlotMs = 50;

export function createChecker(options: CheckerOptions): Checker {
  const { ports, onResult } = options;
  const startProbe = options.startProbe ?? probeBy(ports, options.way);
  let { config, address } = options;
  let verdict = uncheckedVerdict;
  let results: readonly CheckResult[] = [];
  let isRunning = false;
  let next: Timer | undefined;
  let probe: RunningProbe | undefined;
  /** Tells an answer of the present check from one that was overtaken by a stop or a change. */
  let round = 0;

  function check(): void {
    if (config.type === "none") return;
    const asked = config;
    const thisRound = ++round;
    const startedAt = ports.clock.now();
    probe = startProbe(asked, address, ({ ok, detail, isOwnFault }) => {
      if (thisRound !== round) return;
      probe = undefined;
      const durationMs = ports.clock.now() - startedAt;
      const result = { at: isoTime(ports.clock.wallTime()), ok, durationMs, detail };
      if (!isOwnFault) verdict = nextVerdict(verdict, ok, asked);
      results = [...results.slice(1 - longestHistory), result];
      // Planned before telling: who listens may stop or change this checker.
      next = ports.clock.after(pauseMs(asked, durationMs), check);
      onResult(result);
    });
  }

  /** From start to start, so that slow answers do not thin the checks out; the next waits for the present one all the same. */
  function pauseMs({ interval, fastInterval, jitter }: CheckedConfig, elapsedMs: number): number {
    const base = isChanging(verdict) ? Math.min(fastInterval, interval) : interval;
    const spread = base * jitter * (2 * ports.random() - 1);
    const pause = Math.max(shortestPauseMs, base + spread - elapsedMs);
    const slot = Math.min(longestSlotMs, base / 20);
    const now = ports.clock.now();
    return Math.ceil((now + pause) / slot) * slot - now;
  }

  function interrupt(): void {
    round += 1;
    next?.cancel();
    probe?.cancel();
    next = undefined;
    probe = undefined;
  }

  return {
    get verdict() {
      return verdict;
    },
    get results() {
      return results;
    },
    start() {
      if (isRunning) return;
      isRunning = true;
      check();
    },
    stop() {
      isRunning = false;
      interrupt();
    },
    reconfigure(nextConfig, nextAddress) {
      const moved = nextAddress.host !== address.host || nextAddress.port !== address.port;
      if (!moved && JSON.stringify(nextConfig) === JSON.stringify(config)) return;
      if (moved) results = [];
      if (moved || nextConfig.type === "none") verdict = uncheckedVerdict;
      config = nextConfig;
      address = nextAddress;
      interrupt();
      if (isRunning) check();
    },
  };
}

function probeBy({ clock }: Ports, way: CheckerOptions["way"] = () => plainWay): StartProbe {
  return (config, address, settle) =>
    config.type === "tcp"
      ? startTcpProbe(config, address, clock, settle, way())
      : startHttpProbe(config, address, clock, settle, way());
}

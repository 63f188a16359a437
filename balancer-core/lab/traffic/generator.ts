// One traffic generator: a loop that says when to send, a run that sends, and the knobs of both, turned live.
import { type TrafficConfig, trafficSchema } from "../../contract/config-lab.ts";
import type { TrafficStatus } from "../../contract/lab-status.ts";
import { type Clock, seededRandom } from "../../ports.ts";
import { type Bursts, startBursts } from "./bursts.ts";
import { type ClosedLoop, startClosedLoop } from "./closed-loop.ts";
import { type OpenLoop, startOpenLoop } from "./open-loop.ts";
import { createRequestSource, type RequestSource } from "./request-source.ts";
import { type Outcome, reachable, type Target, type TargetListener } from "./traffic-client.ts";
import type { TrafficTotals } from "./traffic-meter.ts";
import { createTrafficRun, type TrafficRun } from "./traffic-run.ts";

export interface Generator {
  readonly config: TrafficConfig;
  readonly isRunning: boolean;
  /** Counters begin anew. Does nothing while it runs. */
  start(): void;
  /** Nothing more is sent at once; resolves when what is in flight is over or cut. */
  stop(): Promise<void>;
  configure(config: TrafficConfig): void;
  status(): TrafficStatus;
  /** Of the present run or the last one; undefined before the first. */
  totals(): TrafficTotals | undefined;
}

export interface GeneratorOptions {
  readonly config: TrafficConfig;
  readonly clock: Clock;
  /** A listener while it listens. */
  readonly targetOf: (listenerId: string) => TargetListener | null;
  /** Whether client identities can have addresses of their own on this machine. */
  readonly hasIdentities: () => boolean;
}

type Loop =
  | { mode: "open"; control: OpenLoop; bursts: Bursts }
  | { mode: "closed"; control: ClosedLoop };

export function createGenerator(options: GeneratorOptions): Generator {
  const { clock } = options;
  let { config } = options;
  let error: string | null = null;
  /** The present run, or the last one, whose numbers stay readable until the next. */
  let run: TrafficRun | null = null;
  let loop: Loop | null = null;
  let source: RequestSource = createRequestSource(config, options.hasIdentities);

  function send(scheduledAt: number, over: (outcome: Outcome) => void): void {
    run?.send(resolveTarget(), scheduledAt, over);
  }

  function resolveTarget(): Target | null {
    const found = options.targetOf(config.target);
    error = found ? null : `listener "${config.target}" is not listening`;
    if (!found) return null;
    const listener = reachable(found);
    return { listener, parts: source.next(listener) };
  }

  function startLoop(): Loop {
    if (config.mode === "open") {
      const control = startOpenLoop({
        clock,
        // Times and identities come from sequences of their own, so that either can change alone.
        random: seededRandom(config.seed + 1),
        ratePerSecond: config.rate,
        arrive: (scheduledAt) => send(scheduledAt, () => undefined),
        missed: (count) => run?.meter.dropped(count),
      });
      const bursts = startBursts(clock, config, control.setRate);
      return { mode: "open", control, bursts };
    }
    const { concurrency, thinkTime: thinkTimeMs } = config;
    return {
      mode: "closed",
      control: startClosedLoop({ clock, concurrency, thinkTimeMs, ask: send }),
    };
  }

  function stopLoop(): void {
    loop?.control.stop();
    if (loop?.mode === "open") loop.bursts.stop();
    loop = null;
  }

  return {
    get config() {
      return config;
    },
    get isRunning() {
      return loop !== null;
    },
    start() {
      if (loop) return;
      source = createRequestSource(config, options.hasIdentities);
      run = createTrafficRun(clock);
      loop = startLoop();
    },
    async stop() {
      if (!loop) return;
      stopLoop();
      error = null;
      await run?.end();
    },
    configure(next) {
      config = next;
      source.configure(config);
      if (!loop) return;
      if (loop.mode === "open" && next.mode === "open") {
        loop.bursts.stop();
        loop.control.setRate(next.rate);
        loop.bursts = startBursts(clock, next, loop.control.setRate);
      } else if (loop.mode === "closed" && next.mode === "closed")
        loop.control.set(next.concurrency, next.thinkTime);
      else {
        stopLoop();
        loop = startLoop();
      }
    },
    status: () => ({
      config: trafficSchema.encode(config),
      running: loop !== null,
      error,
      inFlight: run?.inFlight ?? 0,
      ...(run?.meter.read() ?? neverRun),
    }),
    totals: () => run?.meter.totals(),
  };
}

const neverRun = {
  sent: 0,
  succeeded: 0,
  failed: 0,
  dropped: 0,
  requestRate: 0,
  latencyMs: null,
};

// One run of a generator from start to stop: its connections, what is in flight, within bounds, and what came of it.
import type { Clock } from "../../ports.ts";
import { createHttpClient } from "./http-client.ts";
import { createTcpClient } from "./tcp-client.ts";
import type { Exchange, Outcome, Target } from "./traffic-client.ts";
import { createTrafficMeter, type TrafficMeter } from "./traffic-meter.ts";

export interface TrafficRun {
  readonly meter: TrafficMeter;
  readonly inFlight: number;
  /** `over` is called exactly once, unless the run ends before. A target of null counts as a request without an answer. */
  send(target: Target | null, scheduledAt: number, over: (outcome: Outcome) => void): void;
  /** Resolves when what is in flight is over, or cut after a grace; then every connection is closed. */
  end(): Promise<void>;
}

export const maxInFlight = 2_000;
/** Longer than the balancer's own limits by default, so that its answer is what is seen. */
const requestTimeoutMs = 40_000;
const sweepEveryMs = 1_000;
const endGraceMs = 2_000;

interface InFlight {
  readonly sentAt: number;
  readonly scheduledAt: number;
  readonly over: (outcome: Outcome) => void;
  exchange: Exchange | null;
}

export function createTrafficRun(clock: Clock): TrafficRun {
  const meter = createTrafficMeter(clock);
  const clients = { http: createHttpClient(), tcp: createTcpClient() };
  const inFlight = new Set<InFlight>();
  let whenEmpty: (() => void) | null = null;

  // Cuts what takes too long. Entries are in the order they were sent, so the first young one ends the search.
  const sweeper = clock.every(sweepEveryMs, () => {
    const oldest = clock.now() - requestTimeoutMs;
    for (const entry of inFlight) {
      if (entry.sentAt > oldest) return;
      entry.exchange?.cancel();
      settle(entry, "unanswered");
    }
  });

  function settle(entry: InFlight, outcome: Outcome): void {
    if (!inFlight.delete(entry)) return;
    if (outcome === "unanswered") meter.unanswered();
    else meter.answered(outcome === "succeeded", entry.scheduledAt);
    entry.over(outcome);
    if (inFlight.size === 0) whenEmpty?.();
  }

  return {
    meter,
    get inFlight() {
      return inFlight.size;
    },
    send(target, scheduledAt, over) {
      if (inFlight.size >= maxInFlight) {
        meter.dropped(1);
        over("unanswered");
        return;
      }
      meter.sent();
      if (!target) {
        meter.unanswered();
        over("unanswered");
        return;
      }
      const entry: InFlight = { sentAt: clock.now(), scheduledAt, over, exchange: null };
      inFlight.add(entry);
      const client = clients[target.listener.protocol === "tcp" ? "tcp" : "http"];
      entry.exchange = client.send(target, (outcome) => settle(entry, outcome));
    },
    async end() {
      if (inFlight.size > 0) {
        await new Promise<void>((resolve) => {
          const grace = clock.after(endGraceMs, resolve);
          whenEmpty = () => {
            grace.cancel();
            resolve();
          };
        });
      }
      sweeper.cancel();
      for (const { exchange } of inFlight) exchange?.cancel();
      inFlight.clear();
      clients.http.close();
      clients.tcp.close();
    },
  };
}

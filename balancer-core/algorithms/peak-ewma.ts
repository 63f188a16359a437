// Peak EWMA. Idea: of two servers drawn by weight the one with the lower latency · (active + 1) / weight. The latency jumps to every
// peak at once and forgets it slowly (`decay`), so a server that becomes slow is left at once. A failure counts as twice the slowest
// answer of late, or who fails fast would get everything. O(log n). Wrong choice for requests that differ much in cost, whose
// latency says little of the server. Sources: Finagle, PeakEwma.scala; tower, peak_ewma.rs; for failures Linkerd's PenaltyPeakEwma.
import type { AlgorithmTools, Candidate, ScoreMeaning, SelectionAlgorithm } from "./algorithm.ts";
import { DrawnCandidates } from "./drawn-candidates.ts";
import { WeightedSampler } from "./weighted-sampler.ts";

export interface PeakEwmaOptions {
  /** Milliseconds in which a latency falls to 1/e of itself. */
  readonly decay: number;
}

/** Finagle's: a server that has not answered yet but has a request is worse than any that answered. */
const penalty = 2 ** 47;
/** Of the slowest answer, so that a server that failed is asked again once that has faded to half. */
const failurePenalty = 2;
const score: ScoreMeaning = {
  formula: "latency × (active + 1) / weight",
  unit: "ms",
  wins: "lowest",
};

interface Latency {
  costMs: number;
  atMs: number;
}

export function createPeakEwma<C extends Candidate>(
  { decay }: PeakEwmaOptions,
  { random, now }: AlgorithmTools,
): SelectionAlgorithm<C> {
  const sampler = new WeightedSampler<C>(random);
  const drawn = new DrawnCandidates<C>(sampler);
  /** None for a server that has not answered since it could be chosen: what it was before says little of what it is. */
  let latencies = new Map<C, Latency>();
  const slowest = new SlowestOfLate(decay);

  function observe(latency: Latency, observedMs: number): void {
    const nowMs = now();
    const kept = Math.exp((latency.atMs - nowMs) / Math.max(1, decay));
    latency.costMs =
      observedMs > latency.costMs ? observedMs : latency.costMs * kept + observedMs * (1 - kept);
    latency.atMs = nowMs;
  }

  function observeOf(server: C, observedMs: number): void {
    const latency = latencies.get(server);
    if (latency) observe(latency, observedMs);
    else latencies.set(server, { costMs: observedMs, atMs: now() });
  }

  function loadOf(server: C): number {
    const { activeRequests, effectiveWeight } = server;
    const latency = latencies.get(server);
    if (latency !== undefined) observe(latency, 0);
    const costMs = latency?.costMs ?? 0;
    if (costMs === 0 && activeRequests > 0) return penalty + activeRequests / effectiveWeight;
    return (costMs * (activeRequests + 1)) / effectiveWeight;
  }

  return {
    prepare(candidates) {
      sampler.prepare(candidates);
      const known = latencies;
      latencies = new Map();
      for (const server of candidates) {
        const latency = known.get(server);
        if (latency !== undefined) latencies.set(server, latency);
      }
    },
    setAvailable: (candidate, isAvailable) => sampler.setAvailable(candidate, isAvailable),
    choose(skip) {
      let best: C | undefined;
      let bestLoad = 0;
      for (const server of drawn.draw(2, skip)) {
        const load = loadOf(server);
        if (best !== undefined && load >= bestLoad) continue;
        best = server;
        bestLoad = load;
      }
      return best;
    },
    ended(server, latencyMs, isFailure) {
      if (isFailure) {
        const failedMs = Math.max(latencyMs ?? 0, failurePenalty * slowest.latencyMs);
        if (failedMs > 0) observeOf(server, failedMs);
      } else if (latencyMs !== null) {
        slowest.answered(latencyMs, now());
        observeOf(server, latencyMs);
      }
    },
    account: {
      score,
      tieBreak: "first drawn",
      scoreOf: (server) => (drawn.list.includes(server) ? loadOf(server) : null),
      latencyOf: (server) => latencies.get(server)?.costMs ?? null,
      drawn: () => drawn.list,
    },
  };
}

/** The slowest answer within the last one to two decays: told at every answer, so it works out nothing. */
class SlowestOfLate {
  readonly #decayMs: number;
  #sinceMs = 0;
  #presentMs = 0;
  #pastMs = 0;

  constructor(decayMs: number) {
    this.#decayMs = decayMs;
  }

  get latencyMs(): number {
    return Math.max(this.#presentMs, this.#pastMs);
  }

  answered(latencyMs: number, nowMs: number): void {
    const passedMs = nowMs - this.#sinceMs;
    if (passedMs > this.#decayMs) {
      this.#pastMs = passedMs > 2 * this.#decayMs ? 0 : this.#presentMs;
      this.#presentMs = 0;
      this.#sinceMs = nowMs;
    }
    if (latencyMs > this.#presentMs) this.#presentMs = latencyMs;
  }
}

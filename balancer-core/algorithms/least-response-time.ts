// Least response time. Idea: the lowest average latency · (active + 1) / weight, the latency being the time until an answer begins;
// equals take turns. O(log n). Wrong choice for requests that differ much in cost. Source: nginx, least_time header
// (ngx_http_upstream_least_time_module.c): each answer counts 1/20, failures count nothing, and an average halves for every ten
// seconds in which the server was left alone, so that it gets another chance; only one, since the next chance waits as long again.
// Unlike nginx's, averages are fractions and not rounded up to 20 ms.
import type { AlgorithmTools, Candidate, ScoreMeaning, SelectionAlgorithm } from "./algorithm.ts";
import { LowestScore } from "./lowest-score.ts";

const newShare = 0.05;
const halvesAfterMs = 10_000;
/** Averages are looked at again at most so often; all of them, so not at every choice. */
const ageEveryMs = 1_000;
/** A clock may measure nothing at all, and nothing times any load would be nothing. */
const shortestMs = 0.1;
const score: ScoreMeaning = {
  formula: "latency × (active + 1) / weight",
  unit: "ms",
  wins: "lowest",
};

interface Latency {
  averageMs: number;
  /** When it last answered, or was given a chance to. */
  atMs: number;
}

export function createLeastResponseTime<C extends Candidate>({
  now,
}: AlgorithmTools): SelectionAlgorithm<C> {
  const servers = new LowestScore<C>(scoreOf);
  /** None for a server that has not answered since it could be chosen. */
  let latencies = new Map<C, Latency>();
  /** Over all servers; what one counts with that has not answered, so that it gets neither everything nor nothing. */
  let poolAverageMs = 1;
  let hasAnswers = false;
  let agedAtMs = now();
  /** Whom the last choice took for an average that has aged. */
  let onTrial: C | undefined;

  function ageOf({ atMs }: Latency): number {
    return Math.max(0, Math.floor((agedAtMs - atMs) / halvesAfterMs));
  }

  function latencyOf(server: C): number {
    const latency = latencies.get(server);
    if (latency === undefined) return poolAverageMs;
    return Math.max(shortestMs, latency.averageMs * 0.5 ** ageOf(latency));
  }

  function scoreOf(server: C): number {
    return (latencyOf(server) * (server.activeRequests + 1)) / server.effectiveWeight;
  }

  function observe(server: C, latencyMs: number): void {
    const measuredMs = Math.max(shortestMs, latencyMs);
    poolAverageMs = hasAnswers ? averaged(poolAverageMs, measuredMs) : measuredMs;
    hasAnswers = true;
    const latency = latencies.get(server);
    if (latency === undefined) latencies.set(server, { averageMs: measuredMs, atMs: now() });
    else {
      latency.averageMs = averaged(latency.averageMs, measuredMs);
      latency.atMs = now();
    }
    servers.changed(server);
  }

  /** Not before its choice was accounted for. Else one that only fails, which renews no average, would be chosen ever more. */
  function endTrial(): void {
    const latency = onTrial && latencies.get(onTrial);
    if (onTrial && latency) {
      latency.atMs = now();
      servers.changed(onTrial);
    }
    onTrial = undefined;
  }

  return {
    prepare(candidates) {
      const known = latencies;
      latencies = new Map();
      for (const server of candidates) {
        const latency = known.get(server);
        if (latency !== undefined) latencies.set(server, latency);
      }
      servers.prepare(candidates);
    },
    setAvailable: (candidate, isAvailable) => servers.setAvailable(candidate, isAvailable),
    choose(skip) {
      const nowMs = now();
      if (nowMs - agedAtMs >= ageEveryMs) {
        agedAtMs = nowMs;
        servers.changedAll();
      }
      endTrial();
      const server = servers.choose(skip);
      const latency = server && latencies.get(server);
      if (latency && ageOf(latency) > 0) onTrial = server;
      return server;
    },
    loadChanged(server) {
      if (server === onTrial) endTrial();
      else servers.changed(server);
    },
    ended(server, latencyMs, isFailure) {
      if (latencyMs !== null && !isFailure) observe(server, latencyMs);
    },
    account: {
      score,
      tieBreak: "turn order",
      scoreOf,
      latencyOf: (server) => (latencies.has(server) ? latencyOf(server) : null),
    },
  };
}

function averaged(averageMs: number, measuredMs: number): number {
  return averageMs * (1 - newShare) + measuredMs * newShare;
}

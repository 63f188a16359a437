// Smooth weighted round robin. Idea: at each turn every server earns its weight, the richest is chosen and pays what all earned
// together; so {5,1,1} gives a a b a c a a instead of a burst of five. O(n) per choice. Wrong choice when requests differ much in
// cost or servers in speed, because it never looks at load. Source: nginx, ngx_http_upstream_round_robin.c (research 10.1).
import type { Candidate, SelectionAlgorithm } from "./algorithm.ts";

/** Earnings are rounded to this fraction when they are rescaled, so that equals stay equal and strict order holds. */
const roundingSteps = 1_000_000;

export function createRoundRobin<C extends Candidate>(): SelectionAlgorithm<C> {
  let servers: readonly C[] = [];
  let weights: number[] = [];
  let earned: number[] = [];
  let total = 0;
  /** Earnings as a share of the total then, also of servers that are away: they return with what they left with. */
  const sharesAway = new WeakMap<C, number>();

  return {
    tieBreak: "turn order",

    prepare(candidates) {
      servers.forEach((server, index) => {
        sharesAway.set(server, total > 0 ? (earned[index] ?? 0) / total : 0);
      });
      const nextTotal = candidates.reduce((sum, { effectiveWeight }) => sum + effectiveWeight, 0);
      servers = [...candidates];
      weights = candidates.map(({ effectiveWeight }) => effectiveWeight);
      total = nextTotal;
      const restored = candidates.map((candidate) => (sharesAway.get(candidate) ?? 0) * total);
      // Centred, because earnings add up to zero by construction and a server that left took its part away: without this
      // neighbours take two turns in a row several times as often.
      const mean = restored.reduce((sum, value) => sum + value, 0) / Math.max(1, restored.length);
      earned = restored.map((value) => Math.round((value - mean) * roundingSteps) / roundingSteps);
    },

    choose(skip) {
      const skipsNobody = skip.length === 0;
      let best = -1;
      let bestEarned = Number.NEGATIVE_INFINITY;
      let earnedNow = 0;
      for (let index = 0; index < servers.length; index++) {
        const server = servers[index] as C;
        if (!skipsNobody && skip.includes(server)) continue;
        const weight = weights[index] as number;
        const value = (earned[index] as number) + weight;
        earned[index] = value;
        earnedNow += weight;
        // Strictly more: the first of equals wins, which is what makes the published sequences come out.
        if (value > bestEarned) {
          best = index;
          bestEarned = value;
        }
      }
      if (best < 0) return undefined;
      earned[best] = bestEarned - earnedNow;
      return servers[best];
    },

    scores: () => servers.map(() => null),
  };
}

// Power of two (or more) random choices. Idea: draw a few servers by weight and take the least loaded of them, active / weight. Nearly
// as even as looking at all, and many balancers that share a pool do not flock. O(choices · log n). Wrong choice for a handful of
// servers, where least connections costs as little and is better. Sources: Mitzenmacher 2001; nginx, random two least_conn.
import type { AlgorithmTools, Candidate, ScoreMeaning, SelectionAlgorithm } from "./algorithm.ts";
import { DrawnCandidates } from "./drawn-candidates.ts";
import { WeightedSampler } from "./weighted-sampler.ts";

export interface PowerOfTwoChoicesOptions {
  readonly choices: number;
}

const score: ScoreMeaning = { formula: "active / weight", unit: "requests", wins: "lowest" };
const loadOf = ({ activeRequests, effectiveWeight }: Candidate) => activeRequests / effectiveWeight;

export function createPowerOfTwoChoices<C extends Candidate>(
  { choices }: PowerOfTwoChoicesOptions,
  { random }: AlgorithmTools,
): SelectionAlgorithm<C> {
  const sampler = new WeightedSampler<C>(random);
  const drawn = new DrawnCandidates<C>(sampler);
  return {
    prepare: (candidates) => sampler.prepare(candidates),
    setAvailable: (candidate, isAvailable) => sampler.setAvailable(candidate, isAvailable),
    choose(skip) {
      let best: C | undefined;
      // The first of equals, so that idle servers get what chance gives them: their weight's share.
      for (const server of drawn.draw(choices, skip))
        if (best === undefined || loadOf(server) < loadOf(best)) best = server;
      return best;
    },
    account: {
      score,
      tieBreak: "first drawn",
      scoreOf: (server) => (drawn.list.includes(server) ? loadOf(server) : null),
      drawn: () => drawn.list,
    },
  };
}

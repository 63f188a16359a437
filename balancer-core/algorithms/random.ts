// Weighted random. Idea: a point on a line made of the servers' weights end to end. O(log n) per choice, O(n) when retrying.
// Needs no memory, so several balancers never march in step. Wrong choice for few requests or small pools: some server always
// gets clearly more than its share (the fullest of n bins holds about ln n / ln ln n). Source: inverse transform sampling.
import type { AlgorithmTools, Candidate, SelectionAlgorithm } from "./algorithm.ts";
import { WeightedSampler } from "./weighted-sampler.ts";

export function createRandom<C extends Candidate>({
  random,
}: AlgorithmTools): SelectionAlgorithm<C> {
  const sampler = new WeightedSampler<C>(random);
  const drawn: C[] = [];
  return {
    prepare: (candidates) => sampler.prepare(candidates),
    setAvailable: (candidate, isAvailable) => sampler.setAvailable(candidate, isAvailable),
    choose(skip) {
      const server = skip.length === 0 ? sampler.draw() : sampler.drawBut(skip);
      drawn.length = 0;
      if (server !== undefined) drawn.push(server);
      return server;
    },
    account: { score: null, tieBreak: "random", scoreOf: () => null, drawn: () => drawn },
  };
}

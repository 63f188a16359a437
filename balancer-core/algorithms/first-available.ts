// First available. Idea: the first server of the configuration that is not at its maxConnections, so that the rest can sleep.
// Wrong choice without limits, where the first server gets everything. Weights do not count. O(log n).
// Source: HAProxy, balance first (lb_fas.c), with the place in the configuration for its numeric id.
import type { Candidate, ScoreMeaning, SelectionAlgorithm } from "./algorithm.ts";
import { LowestScore } from "./lowest-score.ts";

const score: ScoreMeaning = { formula: "place", unit: "place", wins: "lowest" };
const scoreOf = ({ ordinal }: Candidate) => ordinal + 1;

export function createFirstAvailable<C extends Candidate>(): SelectionAlgorithm<C> {
  const servers = new LowestScore<C>(scoreOf);
  return {
    prepare: (candidates) => servers.prepare(candidates),
    setAvailable: (candidate, isAvailable) => servers.setAvailable(candidate, isAvailable),
    choose: (skip) => servers.choose(skip),
    account: { score, tieBreak: "lowest ordinal", scoreOf },
  };
}

// Weighted least connections. Idea: the server that would be least loaded after taking the request, (active + 1) / weight; equals
// take turns. Adapts to unequal speeds. Wrong choice when many balancers share a pool (all flock to the same server), or when a
// broken server fails fast and so always looks idle. At one request at a time the heaviest server gets everything. O(log n).
// Source: HAProxy, lb_fwlc.c, whose key is the same in steps of 1/256, but for idle servers, which it takes in turn whatever their
// weight; Envoy's least request, upside down: weight / (active + 1).
import type { Candidate, ScoreMeaning, SelectionAlgorithm } from "./algorithm.ts";
import { LowestScore } from "./lowest-score.ts";

const score: ScoreMeaning = { formula: "(active + 1) / weight", unit: "requests", wins: "lowest" };

// Divided, not multiplied across: IEEE division rounds correctly, so loads that are equal as fractions are equal as numbers.
const scoreOf = ({ activeRequests, effectiveWeight }: Candidate) =>
  (activeRequests + 1) / effectiveWeight;

export function createLeastConnections<C extends Candidate>(): SelectionAlgorithm<C> {
  const servers = new LowestScore<C>(scoreOf);
  return {
    prepare: (candidates) => servers.prepare(candidates),
    setAvailable: (candidate, isAvailable) => servers.setAvailable(candidate, isAvailable),
    choose: (skip) => servers.choose(skip),
    loadChanged: (server) => servers.changed(server),
    account: { score, tieBreak: "turn order", scoreOf },
  };
}

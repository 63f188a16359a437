// Weighted random. Idea: a point on a line made of the servers' weights end to end. O(log n) per choice, O(n) when retrying.
// Needs no memory, so several balancers never march in step. Wrong choice for few requests or small pools: some server always
// gets clearly more than its share (the fullest of n bins holds about ln n / ln ln n). Source: inverse transform sampling.
import type { Candidate, SelectionAlgorithm } from "./algorithm.ts";

export function createRandom<C extends Candidate>(random: () => number): SelectionAlgorithm<C> {
  let servers: readonly C[] = [];
  /** Sum of the weights up to and including each server. */
  let bounds: number[] = [];
  let total = 0;

  function chooseAmongRest(skip: readonly Candidate[]): C | undefined {
    let rest = 0;
    for (const server of servers) if (!skip.includes(server)) rest += server.effectiveWeight;
    let point = random() * rest;
    let last: C | undefined;
    for (const server of servers) {
      if (skip.includes(server)) continue;
      last = server;
      point -= server.effectiveWeight;
      if (point < 0) break;
    }
    return last;
  }

  return {
    tieBreak: "random",

    prepare(candidates) {
      servers = [...candidates];
      total = 0;
      bounds = candidates.map(({ effectiveWeight }) => {
        total += effectiveWeight;
        return total;
      });
    },

    choose(skip) {
      if (skip.length > 0) return chooseAmongRest(skip);
      const point = random() * total;
      let low = 0;
      // One less than the length: rounding may put the point on the very end of the line.
      let high = bounds.length - 1;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (point < (bounds[middle] as number)) high = middle;
        else low = middle + 1;
      }
      return servers[low];
    },

    scores: () => servers.map(() => null),
  };
}

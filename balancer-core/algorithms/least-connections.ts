// Weighted least connections. Idea: the server that would be least loaded after taking the request, (active + 1) / weight. O(n).
// Adapts to unequal speeds. Wrong choice when many balancers share a pool (all flock to the same server), or when a broken server
// fails fast and so always looks idle. At one request at a time the heaviest server gets everything. Source: research 10.4.
import type { Candidate, SelectionAlgorithm } from "./algorithm.ts";

export function createLeastConnections<C extends Candidate>(): SelectionAlgorithm<C> {
  let servers: readonly C[] = [];
  let lastOrdinal = -1;
  /** Where the next scan begins: after the server chosen last, so that equals are taken in turn. */
  let start = 0;

  return {
    tieBreak: "turn order",

    prepare(candidates) {
      servers = [...candidates];
      start = Math.max(
        0,
        servers.findIndex(({ ordinal }) => ordinal > lastOrdinal),
      );
    },

    choose(skip) {
      const skipsNobody = skip.length === 0;
      const count = servers.length;
      let best: C | undefined;
      let bestIndex = 0;
      for (let step = 0; step < count; step++) {
        const index = start + step < count ? start + step : start + step - count;
        const server = servers[index] as C;
        if (!skipsNobody && skip.includes(server)) continue;
        // Cross-multiplied, because two divisions that should be equal may differ in the last bit and spoil the turns.
        if (
          best === undefined ||
          (server.activeRequests + 1) * best.effectiveWeight <
            (best.activeRequests + 1) * server.effectiveWeight
        ) {
          best = server;
          bestIndex = index;
        }
      }
      if (best === undefined) return undefined;
      lastOrdinal = best.ordinal;
      start = bestIndex + 1 < count ? bestIndex + 1 : 0;
      return best;
    },

    scores: () =>
      servers.map(({ activeRequests, effectiveWeight }) => (activeRequests + 1) / effectiveWeight),
  };
}

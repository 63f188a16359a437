// From the configuration's algorithm to the thing that chooses. The only place that knows which algorithms exist.

import { BalancerError } from "../contract/balancer-error.ts";
import type { AlgorithmConfig, AlgorithmName } from "../contract/config-pool.ts";
import type { AlgorithmTools, Candidate, SelectionAlgorithm } from "./algorithm.ts";
import { createLeastConnections } from "./least-connections.ts";
import { createRandom } from "./random.ts";
import { createRoundRobin } from "./round-robin.ts";

/** What works today. The configuration's cross-checks refuse the others before a pool is made. */
export const supportedAlgorithms: ReadonlySet<AlgorithmName> = new Set<AlgorithmName>([
  "round-robin",
  "random",
  "least-connections",
]);

/** Makes the algorithm named by `config`. Throws NOT_SUPPORTED_YET for one that is not in `supportedAlgorithms`. */
export function createAlgorithm<C extends Candidate>(
  config: AlgorithmConfig,
  tools: AlgorithmTools,
): SelectionAlgorithm<C> {
  switch (config.type) {
    case "round-robin":
      return createRoundRobin();
    case "random":
      return createRandom(tools);
    case "least-connections":
      return createLeastConnections();
    default:
      throw new BalancerError(
        "NOT_SUPPORTED_YET",
        `algorithm "${config.type}" is not supported yet`,
      );
  }
}

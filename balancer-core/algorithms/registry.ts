// From the configuration's algorithm to the thing that chooses. The only place that knows which algorithms exist; their names and
// options are in the schema, and the compiler holds the two together.
import {
  type AlgorithmConfig,
  type AlgorithmName,
  algorithmNames,
} from "../contract/config-pool.ts";
import type { AlgorithmTools, Candidate, SelectionAlgorithm } from "./algorithm.ts";
import { createConsistentHash } from "./consistent-hash.ts";
import { createFirstAvailable } from "./first-available.ts";
import { createIpHash } from "./ip-hash.ts";
import { createLeastConnections } from "./least-connections.ts";
import { createLeastResponseTime } from "./least-response-time.ts";
import { createMaglev } from "./maglev.ts";
import { createPeakEwma } from "./peak-ewma.ts";
import { createPowerOfTwoChoices } from "./power-of-two-choices.ts";
import { createRandom } from "./random.ts";
import { createRoundRobin } from "./round-robin.ts";

type ConfigOf<Name> = Extract<AlgorithmConfig, { readonly type: Name }>;
type Makers = {
  readonly [Name in AlgorithmName]: <C extends Candidate>(
    config: ConfigOf<Name>,
    tools: AlgorithmTools,
  ) => SelectionAlgorithm<C>;
};

const makers: Makers = {
  "round-robin": () => createRoundRobin(),
  random: (_, tools) => createRandom(tools),
  "least-connections": () => createLeastConnections(),
  "least-response-time": (_, tools) => createLeastResponseTime(tools),
  "power-of-two-choices": createPowerOfTwoChoices,
  "peak-ewma": createPeakEwma,
  "ip-hash": () => createIpHash(),
  "consistent-hash": (config) => createConsistentHash(config),
  maglev: (config) => createMaglev(config),
  "first-available": () => createFirstAvailable(),
};

export const supportedAlgorithms: ReadonlySet<AlgorithmName> = new Set(algorithmNames);

/** Makes the algorithm named by `config`. */
export function createAlgorithm<C extends Candidate>(
  config: AlgorithmConfig,
  tools: AlgorithmTools,
): SelectionAlgorithm<C> {
  // Each maker takes the configuration of its own name, which the compiler cannot follow through the lookup.
  const make = makers[config.type] as (
    config: AlgorithmConfig,
    tools: AlgorithmTools,
  ) => SelectionAlgorithm<C>;
  return make(config, tools);
}

// The knobs of a simulated server as its protocol reads them: turned live, drawn from the server's seed.
import type { LabServerConfig } from "../contract/config-lab.ts";
import { seededRandom } from "../ports.ts";
import { createLatencySampler } from "./latency.ts";

export interface SimKnobs {
  readonly config: LabServerConfig;
  /** Milliseconds the next request is worked on. */
  nextLatencyMs(): number;
  /** Whether the next request fails. */
  nextFails(): boolean;
  set(config: LabServerConfig): void;
}

/** Errors draw from a sequence of their own, so that turning the error rate leaves the working times as they were. */
const errorSeedOffset = 0x9e3779b9;

export function createSimKnobs(initial: LabServerConfig): SimKnobs {
  let config = initial;
  let latencyRandom = seededRandom(config.seed);
  let errorRandom = seededRandom(config.seed + errorSeedOffset);
  let sample = createLatencySampler(config.latency, latencyRandom);

  return {
    get config() {
      return config;
    },
    nextLatencyMs: () => sample(),
    nextFails: () => errorRandom() < config.errorRate,
    set(next) {
      if (next.seed !== config.seed) {
        latencyRandom = seededRandom(next.seed);
        errorRandom = seededRandom(next.seed + errorSeedOffset);
      }
      config = next;
      sample = createLatencySampler(config.latency, latencyRandom);
    },
  };
}

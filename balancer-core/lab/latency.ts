// Draws working times from the distributions a simulated server can have. Same seed, same sequence.
import type { LatencyConfig } from "../contract/config-lab.ts";
import type { Random } from "../ports.ts";

/** The 99 % quantile of the standard normal distribution: how many sigmas p99 lies above the median. */
const normalP99 = 2.3263478740408408;
/** Logarithms need something above zero; a microsecond is nothing to a server. */
const leastMs = 0.001;
/** Longer delays overflow the timers of JavaScript runtimes and fire at once. */
const longestMs = 2_147_483_647;

/** Returns a function that gives the next working time in milliseconds. */
export function createLatencySampler(config: LatencyConfig, random: Random): () => number {
  const draw = drawerOf(config, random);
  return () => Math.min(Math.max(draw(), 0), longestMs);
}

function drawerOf(config: LatencyConfig, random: Random): () => number {
  switch (config.distribution) {
    case "constant":
      return () => config.value;
    case "uniform":
      return () => config.min + (config.max - config.min) * random();
    case "exponential":
      return () => config.mean * exponential(random);
    case "lognormal": {
      const mu = Math.log(Math.max(config.median, leastMs));
      const sigma = (Math.log(Math.max(config.p99, leastMs)) - mu) / normalP99;
      return () => Math.exp(mu + sigma * standardNormal(random));
    }
  }
}

/** Exponentially distributed with mean 1: the gap between arrivals that know nothing of each other. */
export function exponential(random: Random): number {
  // 1 - u lies in (0, 1], so the logarithm is finite.
  return -Math.log(1 - random());
}

/** Box-Muller; the second value of each pair is given up so that one draw always takes two random numbers. */
function standardNormal(random: Random): number {
  const radius = Math.sqrt(2 * exponential(random));
  return radius * Math.cos(2 * Math.PI * random());
}

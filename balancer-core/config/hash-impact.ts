// How many clients another set of servers or weights would send elsewhere, where a hash chooses: both configurations are asked
// for the same sample of keys.
import type { Candidate } from "../algorithms/algorithm.ts";
import { createAlgorithm } from "../algorithms/registry.ts";
import type { HashImpact } from "../contract/change-impact.ts";
import type { AlgorithmConfig, PoolConfig } from "../contract/config-pool.ts";
import type { Change } from "./diff.ts";

const sampledKeys = 2_000;
/** Larger tables take seconds to fill, which a preview is not worth. */
const largestTable = 1_000_003;

/** Undefined where a hash does not choose by the same part of requests before and after. */
export function hashImpact({ before, after }: Change<PoolConfig>): HashImpact | undefined {
  const key = keyOf(before.algorithm);
  if (key === undefined || key !== keyOf(after.algorithm)) return undefined;
  const keys = sampleOf(key);
  const was = choicesOf(before, keys);
  const is = choicesOf(after, keys);
  const movedKeys = keys.filter((_, index) => was[index] !== is[index]).length;
  return { pool: after.id, sampledKeys: keys.length, movedKeys };
}

function keyOf(algorithm: AlgorithmConfig): string | undefined {
  if (algorithm.type === "ip-hash") return "source-ip";
  if (algorithm.type === "maglev" && algorithm.tableSize > largestTable) return undefined;
  return algorithm.type === "consistent-hash" || algorithm.type === "maglev"
    ? algorithm.key
    : undefined;
}

/** The same at each call, spread over what such keys look like: networks apart, because some hashes tell only those apart. */
function sampleOf(key: string): string[] {
  return Array.from({ length: sampledKeys }, (_, index) =>
    key === "source-ip" ? `10.${index % 250}.${(index * 37) % 251}.${index % 253}` : `key-${index}`,
  );
}

/** Ids of the servers chosen, all of them taken as up and idle. */
function choicesOf(pool: PoolConfig, keys: readonly string[]): (string | undefined)[] {
  const algorithm = createAlgorithm<Candidate>(pool.algorithm, {
    random: () => 0,
    now: () => 0,
  });
  const weighty = pool.servers
    .map(({ id, weight, intent, backup }, ordinal) => {
      const candidate = { id, ordinal, weight, effectiveWeight: weight, activeRequests: 0 };
      return { candidate, backup, isReady: intent === "ready" };
    })
    .filter(({ candidate }) => candidate.weight > 0);
  const areBackups = !weighty.some(({ isReady, backup }) => isReady && !backup);
  const members = weighty.filter(({ backup }) => backup === areBackups);
  // Who drains keeps its place, as in a running pool.
  algorithm.prepare(
    members.filter(({ isReady }) => isReady).map(({ candidate }) => candidate),
    members.map(({ candidate }) => candidate),
  );
  return keys.map((key) => algorithm.choose([], key)?.id);
}

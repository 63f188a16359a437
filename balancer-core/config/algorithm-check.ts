// Rules about algorithms: a table that works, and limits where an algorithm is nothing without them.
import type { PoolConfig } from "../contract/config-pool.ts";
import type { Config } from "../contract/config-schema.ts";
import { type Finding, invalid } from "./finding.ts";

export function algorithmFindings({ pools }: Config): Finding[] {
  return pools.flatMap((pool, index) => inPool(pool, ["pools", index, "algorithm"]));
}

function inPool({ algorithm, servers }: PoolConfig, path: (string | number)[]): Finding[] {
  if (algorithm.type !== "maglev") return [];
  const { tableSize } = algorithm;
  const place = [...path, "tableSize"];
  if (!isPrime(tableSize)) {
    const message = `tableSize: expected a prime number, got ${tableSize}; the next one is ${nextPrime(tableSize)}`;
    return [invalid(place, message)];
  }
  if (tableSize >= servers.length) return [];
  const message = `tableSize: ${tableSize} places are too few for ${servers.length} servers; use ${nextPrime(servers.length * 100)}`;
  return [invalid(place, message)];
}

/** Bounded by the schema's largest table: some two thousand divisions. */
function isPrime(number: number): boolean {
  for (let divisor = 2; divisor * divisor <= number; divisor++) {
    if (number % divisor === 0) return false;
  }
  return number >= 2;
}

/** There always is one below the double (Bertrand), so this ends soon. */
function nextPrime(from: number): number {
  let number = from;
  while (!isPrime(number)) number++;
  return number;
}

// Logarithmic buckets for latencies: quantiles within 2.5 % from 50 microseconds up, whatever their number.

const leastMs = 0.05;
const growth = 1.05;
const logGrowth = Math.log(growth);
/** Up to 0.05 ms × 1.05^300, which is beyond every request timeout. */
export const bucketCount = 300;

export function bucketOf(latencyMs: number): number {
  if (!(latencyMs > leastMs)) return 0;
  return Math.min(Math.floor(Math.log(latencyMs / leastMs) / logGrowth) + 1, bucketCount - 1);
}

/** The middle of the bucket in which the `rank`-th smallest of all lies. */
export function quantile(parts: readonly Uint32Array[], rank: number): number {
  let seen = 0;
  for (let bucket = 0; bucket < bucketCount; bucket++) {
    for (const part of parts) seen += part[bucket] ?? 0;
    if (seen >= rank) return bucket === 0 ? leastMs / 2 : leastMs * growth ** (bucket - 0.5);
  }
  return Number.POSITIVE_INFINITY;
}

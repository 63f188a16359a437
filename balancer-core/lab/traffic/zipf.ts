// Draws ranks by Zipf's law: rank k comes in proportion to 1 / (k + 1)^skew, as users of most things do.
import type { Random } from "../../ports.ts";

/** Returns a function that gives the next rank, from 0 for the most frequent to `count` - 1. */
export function createZipf(count: number, skew: number, random: Random): () => number {
  if (skew === 0) return () => Math.floor(random() * count);
  const cumulated = new Float64Array(count);
  let total = 0;
  for (let rank = 0; rank < count; rank++) {
    total += (rank + 1) ** -skew;
    cumulated[rank] = total;
  }
  return () => {
    const wanted = random() * total;
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((cumulated[middle] ?? 0) > wanted) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

// How answers spread over latencies within one second, small enough to be sent and kept for every server: pairs of bucket and
// count as text, `40 12 41 3`. Four buckets to each power of two, so that seconds and servers can be added up before percentiles
// are taken, which is the only right way: percentiles themselves cannot be averaged.

/** Buckets of the metrics' own histogram that make one of these. */
export const finePerCoarse = 8;
/** Up to 2^30 µs, 18 minutes; longer ones count as that. */
export const latencyBucketCount = 104;

const bucketsPerOctave = 4;
/** Below this many microseconds the buckets are 8 µs wide. */
const linearBelow = 32;

/** Where a bucket begins and ends, in milliseconds. */
export function latencyBounds(bucket: number): { readonly fromMs: number; readonly toMs: number } {
  return { fromMs: startMicros(bucket) / 1_000, toMs: startMicros(bucket + 1) / 1_000 };
}

function startMicros(bucket: number): number {
  if (bucket <= bucketsPerOctave) return bucket * (linearBelow / bucketsPerOctave);
  const octave = Math.floor(bucket / bucketsPerOctave) - 1;
  return (
    (bucketsPerOctave + (bucket % bucketsPerOctave)) *
    (linearBelow / bucketsPerOctave) *
    2 ** octave
  );
}

/** Writes the buckets that hold something; `countAt` is asked for each from `low` to `high`. */
export function writeLatencyCounts(
  countAt: (bucket: number) => number,
  low = 0,
  high = latencyBucketCount - 1,
): string {
  let text = "";
  for (let bucket = low; bucket <= high; bucket += 1) {
    const count = countAt(bucket);
    if (count > 0) text += `${text === "" ? "" : " "}${bucket} ${count}`;
  }
  return text;
}

/** Adds the counts of a text to `sums`, which has a place for each bucket. Nonsense adds nothing. */
export function addLatencyCounts(sums: Float64Array, text: string | undefined): void {
  if (text === undefined || text === "") return;
  const numbers = text.split(" ");
  for (let index = 0; index + 1 < numbers.length; index += 2) {
    const bucket = Number(numbers[index]);
    const count = Number(numbers[index + 1]);
    if (bucket >= 0 && bucket < latencyBucketCount && count > 0)
      sums[bucket] = (sums[bucket] ?? 0) + count;
  }
}

/** The latency that `share` of the answers were not slower than, in milliseconds; null without answers. Off by at most 10 %. */
export function percentileOfCounts(sums: Float64Array, share: number): number | null {
  const total = sums.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const rank = Math.max(1, Math.ceil(total * share));
  let seen = 0;
  for (let bucket = 0; bucket < sums.length; bucket += 1) {
    const count = sums[bucket] ?? 0;
    if (seen + count >= rank) {
      const { fromMs, toMs } = latencyBounds(bucket);
      return fromMs + ((rank - seen - 0.5) / count) * (toMs - fromMs);
    }
    seen += count;
  }
  return null;
}

// How long properties are fuzzed: briefly in `npm test`, for as long as EVENKEEL_FUZZ_SECONDS says when somebody has the time.

const fuzzSeconds = Number(process.env.EVENKEEL_FUZZ_SECONDS ?? 0);
if (fuzzSeconds > 0) console.log(`fuzzing for ${fuzzSeconds} s each, from new seeds`);

/** From a fixed seed by default, so that a run says the same as the one before; from a new one when asked for long. */
export function fuzzOptions(usual: { readonly runs: number; readonly seconds: number }) {
  return fuzzSeconds > 0
    ? { numRuns: 100_000_000, interruptAfterTimeLimit: fuzzSeconds * 1_000 }
    : { numRuns: usual.runs, seed: 20, interruptAfterTimeLimit: usual.seconds * 1_000 };
}

/** Time limit for a test around such a property. */
export const fuzzTestTimeoutMs = 60_000 + fuzzSeconds * 2_000;

// What active checks make of a server: a pure machine that counts failures in a row towards `fall` and passes towards `rise`.
// A server starts "unchecked" and usable, so that a pool can serve before its first check is over. The first pass makes it "up" at
// once, without waiting for `rise`; a first failure is the first of `fall`, like any other.

export interface ActiveVerdict {
  readonly level: "unchecked" | "up" | "degraded" | "down" | "recovering";
  /** Failures in a row when degraded or down, passes in a row when recovering, else 0. */
  readonly count: number;
  /** What `count` runs up to: `fall` or `rise` at the time, else 0. */
  readonly needed: number;
}

export interface Thresholds {
  readonly fall: number;
  readonly rise: number;
}

export const uncheckedVerdict: ActiveVerdict = { level: "unchecked", count: 0, needed: 0 };
const upVerdict: ActiveVerdict = { level: "up", count: 0, needed: 0 };

/** The verdict after one more check. */
export function nextVerdict(
  verdict: ActiveVerdict,
  passed: boolean,
  { fall, rise }: Thresholds,
): ActiveVerdict {
  const wasDown = verdict.level === "down" || verdict.level === "recovering";
  if (passed) {
    if (!wasDown) return upVerdict;
    const passes = verdict.level === "recovering" ? verdict.count + 1 : 1;
    return passes >= rise ? upVerdict : { level: "recovering", count: passes, needed: rise };
  }
  if (wasDown) return { level: "down", count: fall, needed: fall };
  const failures = verdict.level === "degraded" ? verdict.count + 1 : 1;
  return failures >= fall
    ? { level: "down", count: fall, needed: fall }
    : { level: "degraded", count: failures, needed: fall };
}

/** Whether the next checks decide something, so that they should come faster. */
export function isChanging({ level }: ActiveVerdict): boolean {
  return level === "degraded" || level === "recovering";
}

// How many retries a pool may make: a share of its requests of the last ten seconds plus a small reserve, so that a quiet pool can
// retry at all while an outage never multiplies the traffic by more than 1 + share. Counted in one-second slots: a token bucket
// whose tokens live ten seconds, as Finagle's and Linkerd's do (research 10.9: 20 percent and 10 a second there, 3 here).

export interface RetryBudget {
  /** A first attempt was made at `nowMs` of the clock that never jumps. */
  requested(nowMs: number): void;
  /** Takes one retry; false when the budget is used up. A share of 0 allows none at all. */
  take(nowMs: number, budgetPercent: number): boolean;
}

const slotMs = 1_000;
const slots = 10;
const reservePerSecond = 3;

export function createRetryBudget(): RetryBudget {
  const requests = new Array<number>(slots).fill(0);
  const retries = new Array<number>(slots).fill(0);
  /** Number of the present slot since the clock began. */
  let present = 0;

  function slotAt(nowMs: number): number {
    const number = Math.floor(nowMs / slotMs);
    if (number !== present) {
      const passed = Math.min(slots, Math.max(0, number - present));
      for (let step = 0; step < passed; step++) {
        requests[(number - step) % slots] = 0;
        retries[(number - step) % slots] = 0;
      }
      present = number;
    }
    return number % slots;
  }

  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

  return {
    requested(nowMs) {
      const slot = slotAt(nowMs);
      requests[slot] = (requests[slot] ?? 0) + 1;
    },
    take(nowMs, budgetPercent) {
      const slot = slotAt(nowMs);
      if (budgetPercent === 0) return false;
      const allowed = (sum(requests) * budgetPercent) / 100 + reservePerSecond * slots;
      if (sum(retries) + 1 > allowed) return false;
      retries[slot] = (retries[slot] ?? 0) + 1;
      return true;
    },
  };
}

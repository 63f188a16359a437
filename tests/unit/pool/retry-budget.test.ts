// Retries are a share of the last ten seconds' requests, plus three a second, and forgotten after ten seconds.
import { describe, expect, it } from "vitest";
import { createRetryBudget } from "../../../balancer-core/pool/retry-budget.ts";

function takeAll(
  budget: ReturnType<typeof createRetryBudget>,
  nowMs: number,
  percent: number,
): number {
  let taken = 0;
  while (taken < 10_000 && budget.take(nowMs, percent)) taken += 1;
  return taken;
}

describe("the retry budget", () => {
  it("lets a quiet pool retry three times a second's worth over ten seconds", () => {
    expect(takeAll(createRetryBudget(), 0, 20)).toBe(30);
  });

  it("allows the share of the requests on top, so that an outage cannot multiply the traffic", () => {
    const budget = createRetryBudget();
    for (let request = 0; request < 1_000; request++) budget.requested(500);
    expect(takeAll(budget, 900, 20)).toBe(230);
  });

  it("forgets requests and retries after ten seconds", () => {
    const budget = createRetryBudget();
    for (let request = 0; request < 1_000; request++) budget.requested(0);
    expect(takeAll(budget, 0, 20)).toBe(230);
    expect(takeAll(budget, 9_999, 20)).toBe(0);
    expect(takeAll(budget, 10_000, 20)).toBe(30);
    expect(takeAll(budget, 3_600_000, 20)).toBe(30);
  });

  it("allows none when the share is 0", () => {
    expect(takeAll(createRetryBudget(), 0, 0)).toBe(0);
  });
});

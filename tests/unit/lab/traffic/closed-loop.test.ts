// The closed loop keeps so many users busy: each asks again only after its answer and its pause.
import { describe, expect, it } from "vitest";
import { startClosedLoop } from "../../../../balancer-core/lab/traffic/closed-loop.ts";
import type { Outcome } from "../../../../balancer-core/lab/traffic/traffic-client.ts";
import { createFakeClock } from "../../../support/fake-clock.ts";

function start(concurrency: number, thinkTimeMs: number) {
  const clock = createFakeClock();
  const waiting: ((outcome: Outcome) => void)[] = [];
  const loop = startClosedLoop({
    clock,
    concurrency,
    thinkTimeMs,
    ask: (_scheduledAt, over) => waiting.push(over),
  });
  const answer = (outcome: Outcome = "succeeded") => waiting.shift()?.(outcome);
  return { clock, waiting, loop, answer };
}

describe("the closed loop", () => {
  it("has one request per user in flight and sends the next after the pause", () => {
    const { clock, waiting, answer } = start(3, 50);
    expect(waiting.length).toBe(3);
    answer();
    clock.advance(49);
    expect(waiting.length).toBe(2);
    clock.advance(1);
    expect(waiting.length).toBe(3);
  });

  it("asks again at once without a think time, but pauses when nobody answered", () => {
    const { clock, waiting, answer } = start(2, 0);
    answer();
    expect(waiting.length).toBe(2);
    answer("unanswered");
    expect(waiting.length).toBe(1);
    clock.advance(100);
    expect(waiting.length).toBe(2);
  });

  it("takes more users at once and lets surplus ones go after their answer", () => {
    const { waiting, loop, answer } = start(2, 0);
    loop.set(5, 0);
    expect(waiting.length).toBe(5);
    loop.set(1, 0);
    for (let index = 0; index < 10; index++) answer();
    expect(waiting.length).toBe(1);
  });

  it("sends nothing after it was stopped and leaves no timer", () => {
    const { clock, waiting, loop, answer } = start(3, 50);
    answer();
    loop.stop();
    answer();
    clock.advance(1_000);
    expect(waiting.length).toBe(1);
    expect(clock.pendingTimers).toBe(0);
  });
});

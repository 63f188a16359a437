// What is known of a server's attempts: means and reuse of the last ten full seconds, and nothing older.
import { describe, expect, it } from "vitest";
import { AttemptWindow } from "../../../balancer-core/metrics/attempt-window.ts";

const nothing = { connectMs: null, firstByteMs: null, reused: null };

describe("a window of attempts", () => {
  it("has nothing to say before a second is full", () => {
    const window = new AttemptWindow();
    window.record(2, 10);
    expect(window.summary()).toEqual(nothing);
    window.roll();
    expect(window.summary()).toEqual({ connectMs: 2, firstByteMs: 10, reused: 0 });
  });

  it("takes the mean over what was measured, and counts open connections as reused", () => {
    const window = new AttemptWindow();
    window.record(1, 10);
    window.record(2, null);
    window.record(null, 20);
    window.record(null, 60);
    window.roll();
    expect(window.summary()).toEqual({ connectMs: 1.5, firstByteMs: 30, reused: 0.5 });
  });

  it("forgets a second after ten others", () => {
    const window = new AttemptWindow();
    window.record(0.1, 0.7);
    window.roll();
    for (let second = 0; second < 9; second += 1) window.roll();
    expect(window.summary()).toEqual({ connectMs: 0.1, firstByteMs: 0.7, reused: 0 });
    window.roll();
    expect(window.summary()).toEqual(nothing);
  });
});

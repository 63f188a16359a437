// When checks happen: at once, at the interval, faster while deciding, never two at a time, never after a stop.
import { describe, expect, it } from "vitest";
import { healthSchema } from "../../../balancer-core/contract/config-health.ts";
import type { CheckResult } from "../../../balancer-core/contract/snapshot.ts";
import { createChecker } from "../../../balancer-core/health/checker.ts";
import type { ProbeOutcome } from "../../../balancer-core/health/probe.ts";
import { createFakeClock } from "../../support/fake-clock.ts";

const address = { host: "127.0.0.1", port: 9001 };
const passed: ProbeOutcome = { ok: true, detail: "200 OK" };
const failed: ProbeOutcome = { ok: false, detail: "connect ECONNREFUSED" };

function startChecker({
  random = 0.5,
  ...overrides
}: {
  random?: number;
  [key: string]: unknown;
} = {}) {
  const clock = createFakeClock();
  const results: CheckResult[] = [];
  const probes: { readonly at: number; answer(outcome: ProbeOutcome): void; cancelled: boolean }[] =
    [];
  const config = healthSchema.parse({ type: "http", ...overrides });
  const checker = createChecker({
    config,
    address,
    ports: { clock, random: () => random },
    onResult: (result) => results.push(result),
    startProbe(_config, _address, answer) {
      const probe = { at: clock.now(), answer, cancelled: false };
      probes.push(probe);
      return {
        cancel() {
          probe.cancelled = true;
        },
      };
    },
  });
  checker.start();
  const answer = (outcome: ProbeOutcome) => probes.at(-1)?.answer(outcome);
  return { clock, checker, config, probes, results, answer };
}

describe("the checker", () => {
  it("asks at once when started, and again an interval later", () => {
    const { clock, probes, answer } = startChecker();
    expect(probes).toHaveLength(1);
    answer(passed);
    clock.advance(4_999);
    expect(probes).toHaveLength(1);
    clock.advance(1);
    expect(probes).toHaveLength(2);
  });

  it("tells each result with time, duration and detail", () => {
    const { clock, results, answer } = startChecker();
    clock.advance(30);
    answer(passed);
    expect(results).toEqual([
      { at: "2026-01-01T00:00:00.030Z", ok: true, durationMs: 30, detail: "200 OK" },
    ]);
  });

  it("asks faster while the verdict is changing and slower again once it is certain", () => {
    const { clock, checker, probes, answer } = startChecker();
    for (let failures = 0; failures < 3; failures++) {
      answer(failed);
      clock.advance(failures < 2 ? 1_000 : 5_000);
    }
    expect(probes.map(({ at }) => at)).toEqual([0, 1_000, 2_000, 7_000]);
    expect(checker.verdict).toEqual({ level: "down", count: 3, needed: 3 });
  });

  it("keeps its verdict when a check could not be made for want of something here", () => {
    const { clock, checker, results, answer } = startChecker();
    answer(passed);
    for (let checks = 0; checks < 5; checks++) {
      clock.advance(5_000);
      answer({ ok: false, detail: "connect EMFILE", isOwnFault: true });
    }
    expect(checker.verdict.level).toBe("up");
    expect(results.at(-1)).toMatchObject({ ok: false, detail: "connect EMFILE" });
  });

  it("never asks while an answer is outstanding, and then after a short rest", () => {
    const { clock, probes, answer } = startChecker();
    clock.advance(60_000);
    expect(probes).toHaveLength(1);
    answer(passed);
    clock.advance(9);
    expect(probes).toHaveLength(1);
    clock.advance(50);
    expect(probes).toHaveLength(2);
  });

  it("asks many servers at the same moments, so that nobody is woken for each of them", () => {
    const starts = [0.1, 0.37, 0.9].map((random) => {
      const { clock, probes, answer } = startChecker({ jitter: 0.2, random });
      answer(passed);
      clock.advance(7_000);
      return probes[1]?.at ?? 0;
    });
    expect(starts).toEqual([4_200, 4_750, 5_800]);
  });

  it("moves each check by up to the jitter, so that checks do not march in step", () => {
    const { clock, probes, answer } = startChecker({ jitter: 0.2, random: 0 });
    answer(passed);
    clock.advance(4_000);
    expect(probes).toHaveLength(2);
  });

  it("asks nobody after a stop, cancels what is under way and leaves no timer", () => {
    const { clock, checker, probes, results, answer } = startChecker();
    checker.stop();
    answer(passed);
    clock.advance(60_000);
    expect(probes).toMatchObject([{ cancelled: true }]);
    expect(results).toEqual([]);
    expect(clock.pendingTimers).toBe(0);
  });

  it("goes on with its verdict when only the question changed", () => {
    const { checker, probes, answer } = startChecker();
    answer(failed);
    checker.reconfigure(healthSchema.parse({ type: "http", path: "/other" }), address);
    expect(probes).toHaveLength(2);
    expect(checker.verdict.level).toBe("degraded");
    expect(checker.results).toHaveLength(1);
  });

  it("starts from nothing when the address changed", () => {
    const { checker, config, answer } = startChecker();
    answer(failed);
    checker.reconfigure(config, { host: "127.0.0.1", port: 9002 });
    expect(checker.verdict.level).toBe("unchecked");
    expect(checker.results).toEqual([]);
  });

  it("is left alone by a reconfiguration that changes nothing", () => {
    const { checker, config, probes, answer } = startChecker();
    answer(passed);
    checker.reconfigure(structuredClone(config), { ...address });
    expect(probes).toHaveLength(1);
  });

  it("forgets its verdict when checks are turned off, because nobody would renew it", () => {
    const { clock, checker, answer } = startChecker({ fall: 1 });
    answer(failed);
    checker.reconfigure({ type: "none" }, address);
    expect(checker.verdict.level).toBe("unchecked");
    expect(clock.pendingTimers).toBe(0);
  });

  it("keeps the last 60 results", () => {
    const { clock, checker, answer } = startChecker();
    for (let check = 0; check < 70; check++) {
      answer({ ok: true, detail: `${check}` });
      clock.advance(5_000);
    }
    expect(checker.results).toHaveLength(60);
    expect(checker.results[0]?.detail).toBe("10");
    expect(checker.results.at(-1)?.detail).toBe("69");
  });
});

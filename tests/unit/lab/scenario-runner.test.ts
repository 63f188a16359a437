// The runner of scenarios in a clock that tests turn: steps in time, measures by step, and an end that always takes the stage away.
import { describe, expect, it, vi } from "vitest";
import { createScenarioRunner } from "../../../balancer-core/lab/scenarios/runner.ts";
import { createFakeClock } from "../../support/fake-clock.ts";

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

function running() {
  const clock = createFakeClock();
  let isWhole = true;
  const calls: string[] = [];
  const note = (name: string) =>
    vi.fn(async (...args: readonly unknown[]) => {
      calls.push(`${Math.round(clock.now() / 250) / 4} ${name} ${String(args[0])}`);
    });
  const stage = {
    setUp: note("setUp"),
    clear: note("clear"),
    addresses: async (count: number) =>
      Array.from({ length: count }, (_, at) => `127.0.0.1:${19_001 + at}`),
    isWhole: () => isWhole,
    updatePool: note("updatePool"),
    updateServer: note("updateServer"),
  };
  const totals = () => ({
    sent: Math.round(clock.now() / 10),
    succeeded: Math.round(clock.now() / 10),
    failed: 0,
    dropped: 0,
    latencies: new Uint32Array(300),
  });
  const lab = {
    startFault: note("startFault"),
    healFault: note("healFault"),
    startTraffic: vi.fn(),
    stopTraffic: vi.fn(),
    trafficTotals: totals,
    showScenario: vi.fn(),
  };
  const runner = createScenarioRunner({
    clock,
    lab: lab as never,
    stage,
    snapshot: () => ({ pools: [] }) as never,
  });
  /** In the steps of its own ticks, and with what they asked for done. */
  const advance = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 250) {
      clock.advance(250);
      await settle();
    }
  };
  const breakStage = () => {
    isWhole = false;
  };
  return { runner, lab, stage, calls, advance, clock, breakStage };
}

describe("the runner", () => {
  it("does each step in its time, measures by step, and clears at the end", async () => {
    const { runner, calls, advance, clock } = running();
    await runner.start("slow-server", []);
    await advance(33_000);
    expect(calls.map((call) => call.replace("[object Object]", "stage"))).toEqual([
      "0 setUp stage",
      "8 startFault lab-slow-b",
      "16 updatePool lab-slow",
      "24 healFault lab-slow-b",
      '32 clear scenario "slow-server" taken away',
    ]);
    const { run } = runner;
    expect(run).toMatchObject({ state: "ended", outcome: "finished", error: null });
    expect(run?.phases.map(({ step, fromMs, toMs }) => [step, fromMs, toMs])).toEqual([
      ["slow-before", 0, 8_000],
      ["slow-now", 9_000, 16_000],
      ["slow-noticed", 18_000, 24_000],
      ["slow-healed", 24_000, 32_000],
    ]);
    expect(run?.phases[1]?.arms[0]?.sent).toBe(700);
    expect(run?.points).toHaveLength(32);
    expect(clock.pendingTimers).toBe(0);
  });

  it("ends when its stage is no longer whole", async () => {
    const { runner, advance, breakStage, lab } = running();
    await runner.start("sticky-skew", []);
    await advance(2_000);
    breakStage();
    await advance(250);
    expect(runner.run).toMatchObject({ outcome: "interrupted", findings: [] });
    expect(lab.stopTraffic).toHaveBeenCalledWith("lab-sticky");
  });

  it("fails with the reason when a step cannot be done, and clears all the same", async () => {
    const { runner, advance, lab, stage } = running();
    lab.startFault.mockRejectedValueOnce(new Error("no such server"));
    await runner.start("crash-and-return", []);
    await advance(9_000);
    expect(runner.run).toMatchObject({ outcome: "failed", error: "no such server" });
    expect(stage.clear).toHaveBeenCalledOnce();
  });

  it("stops what plays before another begins", async () => {
    const { runner, advance, stage } = running();
    await runner.start("sticky-skew", []);
    await advance(1_000);
    const next = await runner.start("retry-storm", []);
    expect(stage.clear).toHaveBeenCalledOnce();
    expect(next).toMatchObject({ id: "retry-storm", state: "running" });
    await advance(1_000);
    expect(runner.run?.points).toHaveLength(1);
  });

  it("says how long the process was held up where figures suffer from it", async () => {
    const { runner, advance, clock } = running();
    await runner.start("drain-under-load", []);
    await advance(1_000);
    vi.spyOn(clock, "now").mockImplementationOnce(() => 2_200);
    await advance(24_000);
    expect(runner.run?.findings.at(-1)).toMatchObject({ id: "machine-busy" });
  });
});

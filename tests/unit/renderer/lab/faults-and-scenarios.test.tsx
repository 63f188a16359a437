// @vitest-environment jsdom
// Faults, scenarios and the comparison: what a press sends, what is said while one plays, and what was measured.
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { BalancerClient } from "../../../../balancer-core/client/types.ts";
import type { LabStatus } from "../../../../balancer-core/contract/lab-status.ts";
import type { ScenarioRun } from "../../../../balancer-core/contract/scenario-status.ts";
import { middleTail } from "../../../../renderer/features/lab/compare-figures.ts";
import { LabPage } from "../../../../renderer/features/lab/lab-page.tsx";
import { niceTop, pathOf } from "../../../../renderer/features/lab/scenario-lines.ts";
import { formatMix, parseMix } from "../../../../renderer/features/lab/traffic-mix.ts";
import type { Actions } from "../../../../renderer/state/actions.ts";
import { ConsoleProvider } from "../../../../renderer/state/console-context.tsx";
import { setLab } from "../../../../renderer/state/lab-store.ts";

const done = async () => ({ ok: true as const });
const actions = {
  giveFault: vi.fn(done),
  healFault: vi.fn(done),
  startScenario: vi.fn(done),
  stopScenario: vi.fn(done),
};

function show(lab: Partial<LabStatus>, part = "") {
  window.location.hash = `#/lab/${part}`;
  setLab({ servers: [], traffic: [], ...lab });
  const services = { client: {} as BalancerClient, actions: actions as unknown as Actions };
  render(
    <ConsoleProvider services={services}>
      <LabPage />
    </ConsoleProvider>,
  );
}

const server = (protocol: "http" | "tcp", faults: LabStatus["servers"][number]["faults"] = []) => ({
  config: { id: "sim1", bind: "127.0.0.1:9001", protocol },
  address: "127.0.0.1:9001",
  state: "running" as const,
  error: null,
  active: 0,
  waiting: 0,
  totalRequests: 0,
  faults,
});

const second = (p99Ms: number | null) => ({
  sent: 10,
  succeeded: 10,
  failed: 0,
  dropped: 0,
  p50Ms: 5,
  p95Ms: 8,
  p99Ms,
});
const playing: ScenarioRun = {
  id: "slow-server",
  state: "running",
  outcome: null,
  error: null,
  startedAt: "2026-01-01T00:00:00.000Z",
  elapsedMs: 9_000,
  lengthMs: 32_000,
  steps: [
    { id: "slow-before", atMs: 0 },
    { id: "slow-now", atMs: 8_000 },
  ],
  step: "slow-now",
  arms: [{ listener: "lab-slow", pool: "lab-slow", algorithm: "round-robin" }],
  points: [{ atMs: 1_000, arms: [second(12)] }],
  phases: [],
  changes: [],
  findings: [],
};

afterEach(() => {
  cleanup();
  vi.clearAllMocks();
});

describe("faults of a simulated server", () => {
  it("begin at a press for the time chosen", () => {
    show({ servers: [server("http")] });
    fireEvent.change(screen.getByLabelText("Faults for"), { target: { value: "30s" } });
    fireEvent.click(screen.getByRole("button", { name: "Hang" }));
    expect(actions.giveFault).toHaveBeenCalledWith("sim1", "hang", "30s");
  });

  it("say how long they last and heal at another press", () => {
    const [startedAt, healsAt] = [-4_500, 5_500].map((ms) =>
      new Date(Date.now() + ms).toISOString(),
    );
    const fault = { kind: "hang", share: 1, startedAt, healsAt } as never;
    show({ servers: [server("http", [fault])] });
    const button = screen.getByRole("button", { name: "Hang, heals in 6 s: heal now" });
    expect(button.getAttribute("aria-pressed")).toBe("true");
    fireEvent.click(button);
    expect(actions.healFault).toHaveBeenCalledWith("sim1", "hang");
  });

  it("are only those that its protocol can have", () => {
    show({ servers: [server("tcp")] });
    expect(screen.queryByRole("button", { name: "Cut body" })).toBeNull();
    expect(screen.getByRole("button", { name: "Resets" })).toBeTruthy();
  });
});

describe("scenarios", () => {
  it("are six to choose from, and one press plays one", () => {
    show({}, "scenarios");
    expect(screen.getAllByRole("button", { name: /^Play: / })).toHaveLength(6);
    fireEvent.click(screen.getByRole("button", { name: "Play: Retry storm" }));
    expect(actions.startScenario).toHaveBeenCalledWith("retry-storm");
  });

  it("say what to look for and where they are, and can be stopped", () => {
    show({ scenario: playing }, "scenarios");
    const region = within(screen.getByRole("region", { name: "One server turns slow" }));
    expect(region.getByText(/p99 jumps/)).toBeTruthy();
    expect(region.getByText("9 s of 32 s")).toBeTruthy();
    const now = region.getAllByRole("listitem").filter((item) => item.ariaCurrent === "step");
    expect(now.map((item) => item.textContent)).toEqual(["Server b is ten times as slowat 8 s"]);
    fireEvent.click(region.getByRole("button", { name: "Stop" }));
    expect(actions.stopScenario).toHaveBeenCalledOnce();
    const others = screen.getAllByRole("button", { name: /^Play/ });
    expect(others.every((button) => (button as HTMLButtonElement).disabled)).toBe(true);
  });

  it("tell what was measured in figures of the console", () => {
    const values = { beforeMs: 12.34, duringMs: 15, beforeTailMs: 40, duringTailMs: 1_288 };
    const findings = [{ id: "slow-median" as const, text: "", values }];
    show({ scenario: { ...playing, state: "ended", outcome: "finished", findings } }, "scenarios");
    const found = within(screen.getByRole("region", { name: "What was measured" }));
    expect(found.getByRole("listitem").textContent).toBe(
      "The median went from 12.3 ms to 15 ms, p99 from 40 ms to 1.29 s.",
    );
    expect(screen.getByRole("status").textContent).toContain("as it was before");
  });

  it("are announced on the workbench while they play", () => {
    show({ scenario: playing });
    expect(screen.getByText("Playing: One server turns slow")).toBeTruthy();
  });
});

describe("the comparison", () => {
  it("starts with the algorithms chosen and says which is ahead", () => {
    const arms = ["random", "peak-ewma"].map((algorithm) => ({
      listener: algorithm,
      pool: algorithm,
      algorithm,
    }));
    const points = [100, 120, 5_000].map((tail, at) => ({
      atMs: at * 1_000,
      arms: [second(tail), second(50)],
    }));
    show({ scenario: { ...playing, id: "side-by-side", arms, points } }, "compare");
    expect(screen.getByText(/^p99 so far/).textContent).toBe(
      "p99 so far: random 120 ms, peak-ewma 50 ms. peak-ewma is ahead by 70 ms.",
    );
    cleanup();
    show({}, "compare");
    fireEvent.change(screen.getByLabelText("Right"), { target: { value: "peak-ewma" } });
    fireEvent.click(screen.getByRole("button", { name: "Compare" }));
    expect(actions.startScenario).toHaveBeenCalledWith("side-by-side", [
      "round-robin",
      "peak-ewma",
    ]);
  });

  it("leaves out seconds without an answer", () => {
    const points = [null, 30, null, 10].map((tail, at) => ({ atMs: at, arms: [second(tail)] }));
    expect(middleTail({ points }, 0)).toBe(10);
    expect(middleTail({ points: [] }, 0)).toBeNull();
  });
});

describe("the chart of a scenario", () => {
  it("has a scale of round numbers and a gap where nothing was measured", () => {
    expect([0.9, 1, 13, 480, 1_080].map(niceTop)).toEqual([1, 1, 20, 500, 2_000]);
    const [one, two] = [
      { x: 0, y: 1 },
      { x: 10, y: 2 },
    ];
    expect(pathOf([one ?? null, null, two ?? null])).toBe(
      "M0.0 1.0h0.5M0.0 1.0M10.0 2.0h0.5M10.0 2.0",
    );
  });
});

describe("a mix of requests", () => {
  it("is a line of text and back", () => {
    const mix = parseMix("9 get /read, POST /write 100B");
    expect(mix).toEqual([
      { share: 9, method: "GET", path: "/read", bodyBytes: 0 },
      { share: 1, method: "POST", path: "/write", bodyBytes: 100 },
    ]);
    expect(formatMix(mix)).toBe("9 GET /read, 1 POST /write 100B");
    expect(parseMix("")).toEqual([]);
    expect(parseMix("read")).toBeUndefined();
    expect(parseMix("9 FETCH /read")).toBeUndefined();
  });
});

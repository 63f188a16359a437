// @vitest-environment jsdom
// The lab's cards: what turning a knob sends, when it is sent, and what an empty lab says.
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { parse } from "yaml";
import type { BalancerClient } from "../../../../balancer-core/client/types.ts";
import { configSchema } from "../../../../balancer-core/contract/config-schema.ts";
import type { LabStatus } from "../../../../balancer-core/contract/lab-status.ts";
import { LabPage } from "../../../../renderer/features/lab/lab-page.tsx";
import type { Actions } from "../../../../renderer/state/actions.ts";
import { ConsoleProvider } from "../../../../renderer/state/console-context.tsx";
import { setLab } from "../../../../renderer/state/lab-store.ts";

const done = async () => ({ ok: true as const });
const actions = {
  updateLabServer: vi.fn(done),
  updateTraffic: vi.fn(done),
  startTraffic: vi.fn(done),
  stopTraffic: vi.fn(done),
};

const server = (
  rest: Partial<LabStatus["servers"][number]> = {},
): LabStatus["servers"][number] => ({
  config: { id: "sim1", bind: "127.0.0.1:9001" },
  address: "127.0.0.1:9001",
  state: "running",
  error: null,
  active: 0,
  waiting: 0,
  totalRequests: 0,
  faults: [],
  ...rest,
});
const traffic: LabStatus["traffic"][number] = {
  config: { id: "steady", target: "web", mode: "open", rate: 200 },
  running: false,
  error: null,
  sent: 0,
  succeeded: 0,
  failed: 0,
  inFlight: 0,
  dropped: 0,
  requestRate: 0,
  latencyMs: null,
};

function show(lab: LabStatus) {
  setLab(lab);
  render(
    <ConsoleProvider
      services={{ client: {} as BalancerClient, actions: actions as unknown as Actions }}
    >
      <LabPage />
    </ConsoleProvider>,
  );
}

afterEach(() => {
  cleanup();
  vi.clearAllMocks();
});

describe("a simulated server's card", () => {
  it("crashes and restarts by a button of that name", () => {
    show({ servers: [server()], traffic: [] });
    const card = within(screen.getByRole("region", { name: "sim1" }));
    fireEvent.click(card.getByRole("button", { name: "Crash" }));
    expect(actions.updateLabServer).toHaveBeenCalledWith("sim1", { running: false });
    cleanup();
    show({ servers: [server({ state: "stopped" })], traffic: [] });
    fireEvent.click(screen.getByRole("button", { name: "Restart" }));
    expect(actions.updateLabServer).toHaveBeenLastCalledWith("sim1", { running: true });
  });

  it("sends a knob when it is left, not at each key, and never a wrong value", () => {
    show({ servers: [server()], traffic: [] });
    const median = screen.getByLabelText("Median");
    fireEvent.change(median, { target: { value: "5" } });
    fireEvent.blur(median);
    expect(median.getAttribute("aria-invalid")).toBe("true");
    expect(actions.updateLabServer).not.toHaveBeenCalled();
    fireEvent.change(median, { target: { value: "5ms" } });
    expect(actions.updateLabServer).not.toHaveBeenCalled();
    fireEvent.keyDown(median, { key: "Enter" });
    expect(actions.updateLabServer).toHaveBeenCalledExactlyOnceWith("sim1", {
      latency: { distribution: "lognormal", median: "5ms", p99: "80ms" },
    });
  });

  it("sends the error rate on release of the slider", () => {
    show({ servers: [server()], traffic: [] });
    const slider = screen.getByLabelText("Error rate");
    fireEvent.change(slider, { target: { value: "0.25" } });
    expect(actions.updateLabServer).not.toHaveBeenCalled();
    fireEvent.pointerUp(slider);
    expect(actions.updateLabServer).toHaveBeenCalledWith("sim1", { errorRate: 0.25 });
  });

  it("makes it answer its health check with 503 by a switch", () => {
    show({ servers: [server()], traffic: [] });
    fireEvent.click(screen.getByRole("switch", { name: "Health answer" }));
    expect(actions.updateLabServer).toHaveBeenCalledWith("sim1", { health: "down" });
  });

  it("shows why it failed", () => {
    show({ servers: [server({ state: "failed", error: "port 9001 is taken" })], traffic: [] });
    expect(screen.getByRole("alert").textContent).toBe("port 9001 is taken");
  });
});

describe("a generator's card", () => {
  it("starts traffic by a button of that name", () => {
    show({ servers: [], traffic: [traffic] });
    fireEvent.click(screen.getByRole("button", { name: "Start traffic" }));
    expect(actions.startTraffic).toHaveBeenCalledWith("steady");
  });

  it("takes the other mode's keys away when the mode changes", () => {
    show({ servers: [], traffic: [traffic] });
    fireEvent.change(screen.getByLabelText("Mode"), { target: { value: "closed" } });
    expect(actions.updateTraffic).toHaveBeenCalledWith("steady", {
      mode: "closed",
      concurrency: 10,
      rate: null,
    });
  });
});

describe("an empty lab", () => {
  it("says why it is empty and gives the lines to add", () => {
    show({ servers: [], traffic: [] });
    expect(screen.getByText("The lab is empty")).toBeTruthy();
    const snippet = document.querySelector("code")?.textContent ?? "";
    const lab = configSchema.parse({ version: 1, ...parse(snippet) }).lab;
    expect([lab.servers.length, lab.traffic.length]).toEqual([1, 1]);
  });

  it("does so for each half", () => {
    show({ servers: [], traffic: [traffic] });
    expect(screen.getByText("No simulated servers")).toBeTruthy();
    cleanup();
    show({ servers: [server()], traffic: [] });
    expect(screen.getByText("No traffic generators")).toBeTruthy();
  });
});

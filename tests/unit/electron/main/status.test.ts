// What the tray tells: counted as the console counts, asked for only when something changed, and how far a stop has come.
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Host } from "../../../../balancer-core/host/types.ts";
import { followStatus, type StatusBoard } from "../../../../electron/main/status.ts";
import { watchStopping } from "../../../../electron/main/stop-progress.ts";
import { installTray, statusLine, type TrayActions } from "../../../../electron/main/tray.ts";
import { speak } from "../../../../electron/main/words.ts";
import { createFakeClock } from "../../../support/fake-clock.ts";
import { fakeElectron, resetFakeElectron } from "../../../support/fake-electron.ts";

vi.mock("electron", async () => (await import("../../../support/fake-electron.ts")).fakeElectron);

const ready = { intent: "ready", drain: null, activeRequests: 1 };

function createHost(states: readonly object[]) {
  const listeners = new Map<string, (payload: unknown) => void>();
  const left: string[] = [];
  const call = vi.fn(async (method: string) =>
    method === "snapshot.get"
      ? { pools: [{ servers: states }] }
      : { config: { version: 1, shutdown: { deadline: "8s" } } },
  );
  const subscribe = vi.fn((topic: string, listener: (payload: unknown) => void) => {
    listeners.set(topic, listener);
    return () => void left.push(topic);
  });
  const tell = (topic: string, payload: unknown) => listeners.get(topic)?.(payload);
  return { host: { call, subscribe } as unknown as Host, call, tell, left };
}

describe("the status", () => {
  let hear: (host: Host | null) => void;
  let board: StatusBoard;

  beforeEach(() => {
    resetFakeElectron();
    speak("en");
    board = followStatus({
      onHost: (listener) => {
        hear = listener;
        return () => {};
      },
    });
  });

  it("counts servers as the console does, only when something happened", async () => {
    const { host, call, tell } = createHost([
      { ...ready, state: "up" },
      { ...ready, state: "down" },
      { ...ready, state: "unchecked" },
      { ...ready, intent: "maintenance", state: "maintenance" },
      { ...ready, drain: {}, state: "draining" },
    ]);
    hear(host);
    expect(call).not.toHaveBeenCalled();
    tell("events.changed", { events: [] });
    await vi.waitFor(() => expect(statusLine(board.now)).toBe("2 of 3 up"));
    tell("lab.changed", { traffic: [{ config: { id: "steady" }, running: true }] });
    expect(board.now.traffic).toEqual({ id: "steady", isRunning: true });
    expect(call).toHaveBeenCalledOnce();
  });

  it("leaves a balancer that stops, and says so", () => {
    const { host, left } = createHost([]);
    hear(host);
    expect(statusLine(board.now)).toBe("No servers yet");
    hear(null);
    expect(left).toEqual(["events.changed", "lab.changed"]);
    expect(statusLine(board.now)).toBe("Starting");
  });

  it("tells how far a stop has come until it is done", async () => {
    const clock = createFakeClock();
    const { host } = createHost([{ ...ready, state: "up", activeRequests: 3 }]);
    const done = watchStopping(host, "quit", clock, (progress) => board.setStopping(progress));
    await vi.waitFor(() => expect(board.now.stopping).not.toBeNull());
    expect(statusLine(board.now)).toBe("Finishing 3 in flight, 8 s at most");
    clock.advance(2_500);
    await vi.waitFor(() => expect(board.now.stopping?.leftMs).toBe(5_500));
    done();
    board.setStopping(null);
    expect(clock.pendingTimers).toBe(0);
  });

  it("is in the tray, which acts on it and is drawn again with each change", () => {
    const actions = {
      showWindow: vi.fn(),
      startTraffic: vi.fn(),
      stopTraffic: vi.fn(),
      openLogFolder: vi.fn(),
      quit: vi.fn(),
    } satisfies TrayActions;
    const { host, tell } = createHost([]);
    installTray(board, actions);
    hear(host);
    tell("lab.changed", { traffic: [{ config: { id: "steady" }, running: false }] });
    const [tray] = fakeElectron.Tray.trays;
    const menu: { label?: string; click?: () => void }[] =
      tray?.setContextMenu.mock.lastCall?.[0] ?? [];
    for (const label of ["Show Window", "Start Traffic", "Open Log Folder", "Quit"]) {
      menu.find((item) => item.label === label)?.click?.();
    }
    expect(actions.startTraffic).toHaveBeenCalledExactlyOnceWith("steady");
    for (const name of ["showWindow", "openLogFolder", "quit"] as const) {
      expect(actions[name]).toHaveBeenCalledOnce();
    }
    expect(tray?.setToolTip).toHaveBeenLastCalledWith("Evenkeel: No servers yet");
  });

  it("is not drawn again while it says the same, which would close the menu under the pointer", () => {
    const action = vi.fn();
    installTray(board, {
      showWindow: action,
      startTraffic: action,
      stopTraffic: action,
      openLogFolder: action,
      quit: action,
    });
    const [tray] = fakeElectron.Tray.trays;
    const stopping = {
      kind: "stopping",
      purpose: "quit",
      remaining: 2,
      deadlineMs: 8_000,
    } as const;
    for (const leftMs of [5_000, 4_750, 4_500, 4_250]) board.setStopping({ ...stopping, leftMs });
    expect(tray?.setContextMenu).toHaveBeenCalledTimes(2);
    board.setStopping({ ...stopping, leftMs: 4_000 });
    expect(tray?.setContextMenu).toHaveBeenCalledTimes(3);
  });
});

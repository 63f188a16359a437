// Quitting waits for the balancer once, and only once.
import { beforeEach, describe, expect, it, vi } from "vitest";
import { finishRequestsBeforeQuit } from "../../../../electron/main/quit.ts";
import { fakeElectron, resetFakeElectron } from "../../../support/fake-electron.ts";

vi.mock("electron", async () => (await import("../../../support/fake-electron.ts")).fakeElectron);

describe("quitting", () => {
  const { app } = fakeElectron;
  const finish = vi.fn(async () => {});
  beforeEach(() => {
    resetFakeElectron();
    vi.spyOn(console, "error").mockImplementation(() => {});
  });

  function askToQuit(): boolean {
    const preventDefault = vi.fn();
    app.emit("before-quit", { preventDefault });
    return preventDefault.mock.calls.length === 0;
  }

  it("waits until the balancer has stopped, then exits with 0", async () => {
    let stopped = () => {};
    const stop = vi.fn(() => new Promise<void>((resolve) => (stopped = resolve)));
    finishRequestsBeforeQuit({ stop, finish });
    expect(askToQuit()).toBe(false);
    await Promise.resolve();
    expect(app.exit).not.toHaveBeenCalled();
    stopped();
    await vi.waitFor(() => expect(app.exit).toHaveBeenCalledExactlyOnceWith(0));
    expect(stop).toHaveBeenCalledOnce();
    expect(finish).toHaveBeenCalledOnce();
  });

  it("exits at once when asked a second time, without stopping twice", () => {
    const stop = vi.fn(() => new Promise<void>(() => {}));
    finishRequestsBeforeQuit({ stop, finish });
    askToQuit();
    askToQuit();
    expect(app.exit).toHaveBeenCalledExactlyOnceWith(1);
    expect(stop).toHaveBeenCalledOnce();
  });

  it("says so and exits with 1 when the balancer cannot stop cleanly", async () => {
    finishRequestsBeforeQuit({ stop: () => Promise.reject(new Error("stuck")), finish });
    askToQuit();
    await vi.waitFor(() => expect(app.exit).toHaveBeenCalledExactlyOnceWith(1));
    expect(console.error).toHaveBeenCalledOnce();
  });
});

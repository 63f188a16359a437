// Errors that nobody handles are logged, shown once and end the app.
import { beforeEach, describe, expect, it, vi } from "vitest";

// Loaded once and kept, so that the modules under test can be loaded anew and still find the same fake.
const { fakeElectron, resetFakeElectron } = await vi.hoisted(
  () => import("../../../support/fake-electron.ts"),
);
vi.mock("electron", () => fakeElectron);

describe("a fatal error", () => {
  const { app, dialog } = fakeElectron;
  let endWithError: typeof import("../../../../electron/main/fatal.ts").endWithError;
  let stopInTheEnd: typeof import("../../../../electron/main/fatal.ts").stopInTheEnd;

  beforeEach(async () => {
    resetFakeElectron();
    // It remembers that it is ending.
    vi.resetModules();
    vi.spyOn(console, "error").mockImplementation(() => {});
    ({ endWithError, stopInTheEnd } = await import("../../../../electron/main/fatal.ts"));
  });

  it("is logged each time, shown once, and ends the app with 1 when that is answered", async () => {
    endWithError("Evenkeel has to close", new Error("first"));
    endWithError("Evenkeel has to close", new Error("second"));
    expect(console.error).toHaveBeenCalledTimes(2);
    expect(dialog.showMessageBox.mock.calls).toEqual([
      [{ type: "error", message: "Evenkeel has to close", detail: "first", buttons: ["Quit"] }],
    ]);
    await vi.waitFor(() => expect(app.exit).toHaveBeenCalledExactlyOnceWith(1));
  });

  it("closes the listeners while nobody answers, instead of holding the process with them open", () => {
    const stop = vi.fn(async () => {});
    stopInTheEnd(stop);
    dialog.showMessageBox.mockReturnValueOnce(new Promise(() => {}));
    endWithError("Evenkeel has to close", new Error("first"));
    expect(stop).toHaveBeenCalledOnce();
    expect(dialog.showErrorBox).not.toHaveBeenCalled();
    expect(app.exit).not.toHaveBeenCalled();
  });

  it("ends the app also when neither the box nor the stop works", async () => {
    stopInTheEnd(() => Promise.reject(new Error("stuck")));
    dialog.showMessageBox.mockRejectedValueOnce(new Error("no box"));
    endWithError("Evenkeel has to close", new Error("first"));
    await vi.waitFor(() => expect(app.exit).toHaveBeenCalledExactlyOnceWith(1));
    expect(console.error).toHaveBeenCalledTimes(3);
  });

  it("before the app is ready is shown in the only box there is then", () => {
    app.isReady.mockReturnValueOnce(false);
    endWithError("Evenkeel could not start", new Error("no scheme"));
    expect(dialog.showErrorBox.mock.calls).toEqual([["Evenkeel could not start", "no scheme"]]);
    expect(app.exit).toHaveBeenCalledExactlyOnceWith(1);
  });

  it("of the configuration lists its problems, as many as fit", async () => {
    const { InvalidConfigError } = await import("../../../../balancer-core/errors.ts");
    const problems = Array.from({ length: 20 }, (_, index) => ({
      path: `pools.${index}`,
      message: "is wrong",
      code: "INVALID_CONFIG" as const,
    }));
    endWithError("Evenkeel could not start", new InvalidConfigError(problems));
    const [options] = dialog.showMessageBox.mock.lastCall ?? [];
    const lines = (options as { detail: string }).detail.split("\n");
    expect(lines[0]).toBe("pools.0: is wrong");
    expect(lines.slice(11)).toEqual(["pools.11: is wrong", "and 8 more"]);
  });
});

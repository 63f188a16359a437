// A page that dies is loaded again; one that dies a fourth time within a minute is left to the person.
import type { BrowserWindow } from "electron";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { recoverFromCrashes } from "../../../../electron/main/page-crashes.ts";
import { createFakeClock, type FakeClock } from "../../../support/fake-clock.ts";
import { fakeElectron, resetFakeElectron } from "../../../support/fake-electron.ts";

vi.mock("electron", async () => (await import("../../../support/fake-electron.ts")).fakeElectron);

describe("a page whose process is gone", () => {
  const { dialog } = fakeElectron;
  let clock: FakeClock;
  let window: InstanceType<typeof fakeElectron.BrowserWindow>;

  beforeEach(() => {
    resetFakeElectron();
    vi.spyOn(console, "error").mockImplementation(() => {});
    clock = createFakeClock();
    window = new fakeElectron.BrowserWindow({});
    recoverFromCrashes(window as unknown as BrowserWindow, clock);
  });

  const crash = (reason = "crashed") => {
    window.webContents.emit("render-process-gone", {}, { reason, exitCode: 1 });
    clock.advance(1);
  };

  it("is loaded again three times within a minute, then the person is asked", async () => {
    for (let count = 0; count < 3; count++) crash();
    expect(window.webContents.reload).toHaveBeenCalledTimes(3);
    dialog.showMessageBox.mockResolvedValueOnce({ response: 1, checkboxChecked: false });
    crash();
    expect(dialog.showMessageBox).toHaveBeenCalledOnce();
    await Promise.resolve();
    expect(window.webContents.reload).toHaveBeenCalledTimes(3);
  });

  it("is loaded again when the person says so, and may crash again then", async () => {
    for (let count = 0; count < 4; count++) crash();
    await vi.waitFor(() => expect(window.webContents.reload).toHaveBeenCalledTimes(4));
    crash();
    expect(window.webContents.reload).toHaveBeenCalledTimes(5);
    expect(dialog.showMessageBox).toHaveBeenCalledOnce();
  });

  it("is loaded again for ever when it crashes rarely", () => {
    for (let count = 0; count < 20; count++) {
      crash();
      clock.advance(25_000);
    }
    expect(window.webContents.reload).toHaveBeenCalledTimes(20);
  });

  it("is not loaded again from within the event, nor when its window is closed by then", () => {
    window.webContents.emit("render-process-gone", {}, { reason: "crashed", exitCode: 1 });
    expect(window.webContents.reload).not.toHaveBeenCalled();
    window.isDestroyed.mockReturnValue(true);
    clock.advance(1);
    expect(window.webContents.reload).not.toHaveBeenCalled();
  });

  it("is left alone when it ended as it should", () => {
    crash("clean-exit");
    expect(window.webContents.reload).not.toHaveBeenCalled();
  });
});

// Closing the window asks once what it means, remembers the answer, and never asks while the app quits.
import type { BrowserWindow } from "electron";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { decideOnClose, quitWithLastWindow } from "../../../../electron/main/closing.ts";
import type { StateFile } from "../../../../electron/main/state-file.ts";
import { memoryState } from "../../../support/desktop-state.ts";
import { fakeElectron, resetFakeElectron } from "../../../support/fake-electron.ts";

vi.mock("electron", async () => (await import("../../../support/fake-electron.ts")).fakeElectron);

describe("closing the window", () => {
  const { app, dialog } = fakeElectron;
  let isQuitting: boolean;

  beforeEach(() => {
    resetFakeElectron();
    isQuitting = false;
  });

  function open(state: StateFile) {
    const window = new fakeElectron.BrowserWindow({});
    const closing = decideOnClose(state, () => isQuitting);
    quitWithLastWindow(closing);
    closing.guard(window as unknown as BrowserWindow);
    /** False when it was prevented. */
    const close = () => {
      const preventDefault = vi.fn();
      window.emit("close", { preventDefault });
      return preventDefault.mock.calls.length === 0;
    };
    return { window, close };
  }
  const answer = (response: number, checkboxChecked: boolean) =>
    dialog.showMessageBox.mockResolvedValueOnce({ response, checkboxChecked });

  it.each([
    ["keeps running", 0, "run"],
    ["quits", 1, "quit"],
  ] as const)(
    "asks at the first time; whoever %s and says so is not asked again",
    async (_name, response, whenClosed) => {
      const state = memoryState();
      const { window, close } = open(state);
      answer(response, true);
      expect(close()).toBe(false);
      expect(close()).toBe(false);
      expect(dialog.showMessageBox).toHaveBeenCalledOnce();
      await vi.waitFor(() => expect(window.close).toHaveBeenCalledOnce());
      expect(state.now.whenClosed).toBe(whenClosed);
      close();
      expect(dialog.showMessageBox).toHaveBeenCalledOnce();
    },
  );

  it("goes ahead for who keeps running, and the app stays", () => {
    const { close } = open(memoryState({ whenClosed: "run" }));
    expect(close()).toBe(true);
    app.emit("window-all-closed");
    expect(app.quit).not.toHaveBeenCalled();
  });

  it("quits with the window still there, which tells how much is left", () => {
    const { close } = open(memoryState({ whenClosed: "quit" }));
    expect(close()).toBe(false);
    expect(app.quit).toHaveBeenCalledOnce();
  });

  it("goes ahead while the app quits, and cuts nothing short", () => {
    const { close } = open(memoryState({ whenClosed: "quit" }));
    isQuitting = true;
    expect(close()).toBe(true);
    app.emit("window-all-closed");
    expect(app.quit).not.toHaveBeenCalled();
  });

  it("quits when the window is gone without having been asked", () => {
    open(memoryState());
    app.emit("window-all-closed");
    expect(app.quit).toHaveBeenCalledOnce();
  });

  it("goes by the answer this time only when it is not to be remembered", async () => {
    const state = memoryState();
    const { window, close } = open(state);
    answer(0, false);
    close();
    await vi.waitFor(() => expect(window.close).toHaveBeenCalledOnce());
    expect(close()).toBe(true);
    app.emit("window-all-closed");
    expect(app.quit).not.toHaveBeenCalled();
    expect(state.now.whenClosed).toBe("ask");
  });

  it("stays open when the question is cancelled, and asks again", async () => {
    const { window, close } = open(memoryState());
    answer(2, true);
    close();
    await vi.waitFor(() => expect(dialog.showMessageBox).toHaveBeenCalledOnce());
    await new Promise((resolve) => setImmediate(resolve));
    expect(window.close).not.toHaveBeenCalled();
    close();
    expect(dialog.showMessageBox).toHaveBeenCalledTimes(2);
  });

  it("asks nobody while the app quits", () => {
    const { close } = open(memoryState());
    isQuitting = true;
    expect(close()).toBe(true);
    expect(dialog.showMessageBox).not.toHaveBeenCalled();
  });
});

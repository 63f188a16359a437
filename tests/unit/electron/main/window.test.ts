// The main window's security switches, when it is shown, and how it comes back after a crash.
import { beforeEach, describe, expect, it, vi } from "vitest";
import { bundledRenderer } from "../../../../electron/main/renderer-address.ts";
import { focusWindow, openMainWindow } from "../../../../electron/main/window.ts";
import { fakeElectron, resetFakeElectron } from "../../../support/fake-electron.ts";

vi.mock("electron", async () => (await import("../../../support/fake-electron.ts")).fakeElectron);

const options = { preload: "/app/preload.cjs", renderer: bundledRenderer, withDevTools: false };

describe("the main window", () => {
  beforeEach(() => {
    resetFakeElectron();
    vi.spyOn(console, "error").mockImplementation(() => {});
  });

  function open() {
    const window = openMainWindow(options);
    const [fake] = fakeElectron.BrowserWindow.windows;
    if (!fake) throw new Error("no window was opened");
    return { window, fake };
  }

  it("sets every security switch and touches none that would weaken it", () => {
    expect(open().fake.options).toMatchObject({
      webPreferences: {
        preload: "/app/preload.cjs",
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webviewTag: false,
        devTools: false,
      },
    });
    const { options } = open().fake;
    for (const name of [
      "webSecurity",
      "allowRunningInsecureContent",
      "experimentalFeatures",
      "enableBlinkFeatures",
    ]) {
      expect(options).not.toHaveProperty(`webPreferences.${name}`);
    }
  });

  it("keeps its size and place, and is shown once it has something to show", () => {
    const { fake } = open();
    expect(fake.options).toMatchObject({ name: "main", windowStatePersistence: true, show: false });
    expect(fake.loadURL).toHaveBeenCalledExactlyOnceWith("app://bundle/index.html");
    expect(fake.show).not.toHaveBeenCalled();
    fake.emit("ready-to-show");
    expect(fake.show).toHaveBeenCalledOnce();
  });

  it("has the colour of the paper the console will have", () => {
    expect(open().fake.options).toMatchObject({ backgroundColor: "#f5f1e8" });
    resetFakeElectron();
    fakeElectron.nativeTheme.shouldUseDarkColors = true;
    expect(open().fake.options).toMatchObject({ backgroundColor: "#0f131a" });
    fakeElectron.nativeTheme.shouldUseDarkColors = false;
  });

  it("loads a crashed page again three times, then leaves it", () => {
    const { fake } = open();
    for (let crash = 0; crash < 5; crash++) {
      fake.webContents.emit("render-process-gone", {}, { reason: "crashed", exitCode: 1 });
    }
    expect(fake.webContents.reload).toHaveBeenCalledTimes(3);
  });

  it("comes forward, also when it was minimised", () => {
    const { window, fake } = open();
    fake.isMinimized.mockReturnValue(true);
    focusWindow(window);
    expect(fake.restore).toHaveBeenCalledOnce();
    expect(fake.focus).toHaveBeenCalledOnce();
  });
});

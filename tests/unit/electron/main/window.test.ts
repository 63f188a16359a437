// The main window's security switches, where it opens and when it is shown.
import { beforeEach, describe, expect, it, vi } from "vitest";
import { bundledRenderer } from "../../../../electron/main/renderer-address.ts";
import { focusWindow, isHidden, openMainWindow } from "../../../../electron/main/window.ts";
import { memoryState } from "../../../support/desktop-state.ts";
import { fakeElectron, resetFakeElectron } from "../../../support/fake-electron.ts";

vi.mock("electron", async () => (await import("../../../support/fake-electron.ts")).fakeElectron);

const state = memoryState();
const options = {
  preload: "/app/preload.cjs",
  renderer: bundledRenderer,
  withDevTools: false,
  state,
};

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

  it("is shown once it has something to show", () => {
    const { fake } = open();
    expect(fake.options).toMatchObject({ width: 1_280, height: 800, show: false });
    expect(fake.loadURL).toHaveBeenCalledExactlyOnceWith("app://bundle/index.html");
    expect(fake.show).not.toHaveBeenCalled();
    fake.emit("ready-to-show");
    expect(fake.show).toHaveBeenCalledOnce();
  });

  it("is shown once it is loaded where it is never ready to be shown, as on Wayland, and only once", () => {
    const { fake } = open();
    fake.webContents.emit("did-finish-load");
    expect(fake.show).toHaveBeenCalledOnce();
    fake.emit("ready-to-show");
    fake.webContents.emit("did-finish-load");
    expect(fake.show).toHaveBeenCalledOnce();
  });

  it("opens where it was, maximised when it was, and remembers where it is", () => {
    const place = { x: 40, y: 50, width: 1_000, height: 700 };
    state.update({ window: { ...place, isMaximized: true } });
    const { fake } = open();
    expect(fake.options).toMatchObject(place);
    fake.emit("ready-to-show");
    expect(fake.maximize).toHaveBeenCalledOnce();
    fake.emit("resized");
    expect(state.now.window).toEqual({
      ...{ x: 10, y: 20, width: 1_280, height: 800 },
      isMaximized: false,
    });
    state.update({ window: null });
  });

  it("is hidden when it is minimised, not shown, or gone", () => {
    const { window, fake } = open();
    expect([isHidden(window), isHidden(null)]).toEqual([false, true]);
    fake.isVisible.mockReturnValueOnce(false);
    expect(isHidden(window)).toBe(true);
    fake.isMinimized.mockReturnValueOnce(true);
    expect(isHidden(window)).toBe(true);
  });

  it("has the colour of the paper the console will have", () => {
    expect(open().fake.options).toMatchObject({ backgroundColor: "#f5f1e8" });
    resetFakeElectron();
    fakeElectron.nativeTheme.shouldUseDarkColors = true;
    expect(open().fake.options).toMatchObject({ backgroundColor: "#0f131a" });
    fakeElectron.nativeTheme.shouldUseDarkColors = false;
  });

  it("comes forward, also when it was minimised", () => {
    const { window, fake } = open();
    fake.isMinimized.mockReturnValue(true);
    focusWindow(window);
    expect(fake.restore).toHaveBeenCalledOnce();
    expect(fake.focus).toHaveBeenCalledOnce();
  });
});

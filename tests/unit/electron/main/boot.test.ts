// The boot order of the desktop shell, with the core replaced: what must stand before ready, and what a second start does.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MenuItemConstructorOptions } from "electron";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { parse } from "yaml";
import type { Host } from "../../../../balancer-core/host/types.ts";
import type { CoreOptions } from "../../../../electron/main/core.ts";
import { projectRoot } from "../../../support/source-files.ts";

// Loaded once and kept, so that the modules under test can be loaded anew and still find the same fake.
const { fakeElectron, resetFakeElectron } = await vi.hoisted(
  () => import("../../../support/fake-electron.ts"),
);
vi.mock("electron", () => fakeElectron);

const { app, BrowserWindow, dialog, protocol } = fakeElectron;

const core = vi.hoisted(() => ({
  started: Promise.resolve(),
  host: null,
  open: vi.fn(async (_file: string) => {}),
  onHost: vi.fn(() => () => {}),
  serve: vi.fn(),
  stop: vi.fn(async () => {}),
}));
const startCore = vi.hoisted(() => vi.fn(() => core));
vi.mock("../../../../electron/main/core.ts", () => ({ startCore }));

type MenuItems = readonly MenuItemConstructorOptions[];

const builder: { readonly appId: string } = parse(
  readFileSync(join(projectRoot, "electron-builder.yml"), "utf8"),
);

describe("starting the desktop shell", { timeout: 30_000 }, () => {
  const home = mkdtempSync(join(tmpdir(), "evenkeel-boot-"));
  let ready = () => {};

  beforeEach(() => {
    resetFakeElectron();
    // It boots when it is loaded.
    vi.resetModules();
    vi.stubEnv("EVENKEEL_HOME", home);
    vi.spyOn(process, "on").mockReturnValue(process);
    vi.spyOn(console, "error").mockImplementation(() => {});
    app.whenReady.mockReturnValue(new Promise((resolve) => (ready = resolve)));
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
    rmSync(home, { recursive: true, force: true });
  });

  const start = () => import("../../../../electron/main/index.ts");

  it("registers scheme, sandbox and its folder before ready, and opens nothing", async () => {
    await start();
    expect(protocol.registerSchemesAsPrivileged).toHaveBeenCalledOnce();
    expect(app.enableSandbox).toHaveBeenCalledOnce();
    expect(app.setPath.mock.invocationCallOrder[0]).toBeLessThan(
      app.requestSingleInstanceLock.mock.invocationCallOrder[0] ?? 0,
    );
    expect(BrowserWindow.windows).toEqual([]);
    expect(startCore).not.toHaveBeenCalled();
  });

  it("tells Windows who it is, or that would show none of its notifications", async () => {
    vi.spyOn(process, "platform", "get").mockReturnValue("win32");
    await start();
    expect(app.setAppUserModelId).toHaveBeenCalledExactlyOnceWith(builder.appId);
  });

  it("has every policy in place before it opens the window", async () => {
    await start();
    ready();
    await vi.waitFor(() => expect(BrowserWindow.windows).toHaveLength(1));
    expect(fakeElectron.session.defaultSession.setPermissionRequestHandler).toHaveBeenCalled();
    expect(protocol.handle).toHaveBeenCalledOnce();
    expect(app.listenerCount("web-contents-created")).toBe(1);
    expect(app.listenerCount("before-quit")).toBe(1);
    expect(fakeElectron.ipcMain.eventNames()).toHaveLength(4);
    expect(fakeElectron.Tray.trays).toHaveLength(1);
  });

  it("brings its window forward when started a second time", async () => {
    await start();
    ready();
    await vi.waitFor(() => expect(BrowserWindow.windows).toHaveLength(1));
    app.emit("second-instance", {}, [], "/", { configFile: null });
    expect(BrowserWindow.windows).toHaveLength(1);
    expect(BrowserWindow.windows[0]?.focus).toHaveBeenCalledOnce();
  });

  it("opens the file a second start hands over, and one that macOS does", async () => {
    await start();
    ready();
    await vi.waitFor(() => expect(BrowserWindow.windows).toHaveLength(1));
    app.emit("second-instance", {}, [], "/", { configFile: "/home/me/shop.evenkeel.yaml" });
    const preventDefault = vi.fn();
    app.emit("open-file", { preventDefault }, "/home/me/other.evenkeel.yaml");
    expect(core.open.mock.calls).toEqual([
      ["/home/me/shop.evenkeel.yaml"],
      ["/home/me/other.evenkeel.yaml"],
    ]);
    expect(preventDefault).toHaveBeenCalledOnce();
  });

  it("starts with the file that macOS handed over before it was ready", async () => {
    await start();
    app.emit("open-file", { preventDefault: vi.fn() }, "/home/me/early.evenkeel.yaml");
    ready();
    await vi.waitFor(() => expect(startCore).toHaveBeenCalled());
    expect(startCore).toHaveBeenLastCalledWith(
      expect.objectContaining({
        paths: expect.objectContaining({ configFile: "/home/me/early.evenkeel.yaml" }),
      }),
    );
  });

  it("offers no other workspace while the balancer stops", async () => {
    await start();
    ready();
    await vi.waitFor(() => expect(BrowserWindow.windows).toHaveLength(1));
    const [{ onStopping }] = startCore.mock.lastCall as unknown as [CoreOptions];
    const mayOpen = () => {
      const menu = fakeElectron.Menu.setApplicationMenu.mock.lastCall?.[0] as MenuItems;
      const items = menu.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
      return items.find(({ label }) => label === "Open Workspace…")?.enabled;
    };
    expect(mayOpen()).toBe(true);
    const done = onStopping({ call: async () => ({ pools: [] }) } as unknown as Host, "switch");
    expect(mayOpen()).toBe(false);
    done();
    expect(mayOpen()).toBe(true);
  });

  it("leaves at once when another instance has the workspace", async () => {
    app.requestSingleInstanceLock.mockReturnValueOnce(false);
    await start();
    expect(app.quit).toHaveBeenCalledOnce();
    expect(app.whenReady).not.toHaveBeenCalled();
  });

  it("says why and ends when the core cannot start", async () => {
    startCore.mockImplementationOnce(() => ({
      ...core,
      started: Promise.reject(new Error("port 8080 is taken")),
    }));
    await start();
    ready();
    await vi.waitFor(() => expect(app.exit).toHaveBeenCalledExactlyOnceWith(1));
    expect(dialog.showMessageBox.mock.lastCall?.[0]).toMatchObject({
      message: "Evenkeel could not start",
      detail: "port 8080 is taken",
    });
  });
});

// The main window: its security switches, its looks before the page is there, and what happens when the page's process dies.
import { BrowserWindow, type BrowserWindowConstructorOptions, nativeTheme } from "electron";
import type { RendererAddress } from "./renderer-address.ts";

/** The console's paper colours, so that nothing flashes before the page has painted. */
const paper = { light: "#f5f1e8", dark: "#0f131a" };
/** A page that keeps crashing is left alone; the balancer runs on, and Reload is in the menu. */
const maxRecoveries = 3;

export interface MainWindowOptions {
  readonly preload: string;
  readonly renderer: RendererAddress;
  readonly withDevTools: boolean;
}

export function openMainWindow(options: MainWindowOptions): BrowserWindow {
  const window = new BrowserWindow(windowOptions(options));
  window.once("ready-to-show", () => window.show());
  recoverFromCrashes(window);
  window.loadURL(options.renderer.url).catch((error: unknown) => {
    console.error(`evenkeel: ${options.renderer.url} could not be loaded:`, error);
    // An empty window says more than none.
    if (!window.isDestroyed()) window.show();
  });
  return window;
}

export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

function windowOptions({
  preload,
  withDevTools,
}: MainWindowOptions): BrowserWindowConstructorOptions {
  return {
    title: "Evenkeel",
    // Electron keeps size and place under this name.
    name: "main",
    windowStatePersistence: true,
    width: 1280,
    height: 800,
    minWidth: 960,
    minHeight: 600,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? paper.dark : paper.light,
    webPreferences: {
      preload,
      // SECURITY: the defaults of today, said aloud: with any of them off, a flaw of the page is a flaw of the machine.
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      devTools: withDevTools,
      spellcheck: false,
    },
  };
}

function recoverFromCrashes(window: BrowserWindow): void {
  let recoveries = 0;
  window.webContents.on("render-process-gone", (_event, { reason }) => {
    console.error(`evenkeel: the console's process is gone: ${reason}`);
    if (reason === "clean-exit" || recoveries >= maxRecoveries) return;
    recoveries++;
    window.webContents.reload();
  });
  window.webContents.on("preload-error", (_event, file, error) => {
    console.error(`evenkeel: ${file} failed:`, error);
  });
}

// The main window: its security switches, its looks before the page is there, and what it does when it is called.
import { BrowserWindow, type BrowserWindowConstructorOptions, nativeTheme } from "electron";
import type { RendererAddress } from "./renderer-address.ts";
import type { StateFile } from "./state-file.ts";
import { keepPlace, placeFor, smallest, workAreas } from "./window-place.ts";

/** The console's paper colours, so that nothing flashes before the page has painted. */
const paper = { light: "#f5f1e8", dark: "#0f131a" };

export interface MainWindowOptions {
  readonly preload: string;
  readonly renderer: RendererAddress;
  readonly withDevTools: boolean;
  readonly state: StateFile;
}

export function openMainWindow(options: MainWindowOptions): BrowserWindow {
  const { renderer, state } = options;
  const window = new BrowserWindow(windowOptions(options));
  const wasMaximized = state.now.window?.isMaximized === true;
  keepPlace(window, state);
  let isShown = false;
  const showFirst = () => {
    if (isShown || window.isDestroyed()) return;
    isShown = true;
    // Maximising shows it as well.
    if (wasMaximized) window.maximize();
    else window.show();
  };
  window.once("ready-to-show", showFirst);
  // On Wayland a window that is not shown paints nothing, so it is never ready to be shown (electron/electron#48859).
  window.webContents.once("did-finish-load", showFirst);
  window.loadURL(renderer.url).catch((error: unknown) => {
    console.error(`evenkeel: ${renderer.url} could not be loaded:`, error);
    // An empty window says more than none.
    showFirst();
  });
  return window;
}

export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** Whether nobody can see it. */
export function isHidden(window: BrowserWindow | null): boolean {
  return window === null || window.isDestroyed() || window.isMinimized() || !window.isVisible();
}

function windowOptions({
  preload,
  withDevTools,
  state,
}: MainWindowOptions): BrowserWindowConstructorOptions {
  return {
    title: "Evenkeel",
    ...placeFor(state.now.window, workAreas()),
    minWidth: smallest.width,
    minHeight: smallest.height,
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

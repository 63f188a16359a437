// `BrowserWindow`: what main asks of a window, and the events it gets back.
import type { Bounds, WindowOptions, WindowState } from "./calls.ts";
import { screen } from "./screen-peer.ts";
import { createEvent, strict, strictEmitter } from "./strict.ts";
import { type ContentsDriver, createWebContents, type WebContents } from "./web-contents.ts";

const open = new Map<number, DrivenWindow>();
const events = [
  ...["blur", "close", "closed", "focus", "maximize", "minimize", "moved", "ready-to-show"],
  ...["resized", "restore", "unmaximize"],
];
let lastId = 0;
let focusedId: number | null = null;
let onCreated: (contents: WebContents) => void = () => {};
let onLastClosed = () => {};

export interface DrivenWindow {
  readonly driver: ContentsDriver;
  readonly window: BrowserWindow;
  readyToShow(): void;
  state(): WindowState;
  minimize(): void;
  move(bounds: Bounds): void;
  setFocus(hasFocus: boolean): void;
}

export class BrowserWindow {
  static getAllWindows(): BrowserWindow[] {
    return [...open.values()].map(({ window }) => window);
  }
  static getFocusedWindow(): BrowserWindow | null {
    return open.get(focusedId ?? 0)?.window ?? null;
  }
  static fromWebContents(contents: WebContents): BrowserWindow | null {
    const found = [...open.values()].find(({ driver }) => driver.contents === contents);
    return found?.window ?? null;
  }
  static onCreated(listener: (contents: WebContents) => void): void {
    onCreated = listener;
  }
  static onLastClosed(listener: () => void): void {
    onLastClosed = listener;
  }

  readonly webContents: WebContents;
  readonly once: (event: string, listener: (...args: unknown[]) => void) => void;
  readonly on: (event: string, listener: (...args: unknown[]) => void) => void;
  readonly show: () => void;
  readonly focus: () => void;
  readonly restore: () => void;
  readonly maximize: () => void;
  readonly isMinimized: () => boolean;
  readonly isMaximized: () => boolean;
  readonly isFullScreen: () => boolean;
  readonly isVisible: () => boolean;
  readonly getNormalBounds: () => Bounds;
  readonly setProgressBar: (progress: number) => void;
  readonly isDestroyed: () => boolean;
  readonly loadURL: (url: string) => Promise<void>;
  readonly close: () => void;

  constructor(options: WindowOptions) {
    const id = ++lastId;
    const emitter = strictEmitter("browserWindow", events, {});
    const driver = createWebContents(id);
    const { x = 320, y = 120, width, height } = options;
    const state = {
      isShown: false,
      isMinimized: false,
      isMaximized: false,
      bounds: { x, y, width, height },
      progress: -1,
      focused: 0,
    };
    let isDestroyed = false;

    this.webContents = driver.contents;
    const setFocus = (hasFocus: boolean) => {
      if (hasFocus === (focusedId === id)) return;
      focusedId = hasFocus ? id : null;
      emitter.emit(hasFocus ? "focus" : "blur");
    };
    this.on = (event, listener) => void emitter.on(event, listener);
    this.once = (event, listener) => void emitter.once(event, listener);
    this.show = () => {
      state.isShown = true;
      setFocus(true);
    };
    this.focus = () => {
      state.focused++;
      setFocus(true);
    };
    this.restore = () => {
      state.isMinimized = false;
      emitter.emit("restore");
    };
    this.maximize = () => {
      Object.assign(state, { isShown: true, isMaximized: true });
      emitter.emit("maximize");
    };
    this.isMinimized = () => state.isMinimized;
    this.isMaximized = () => state.isMaximized;
    this.isFullScreen = () => false;
    this.isVisible = () => state.isShown;
    this.getNormalBounds = () => state.bounds;
    this.setProgressBar = (progress) => void Object.assign(state, { progress });
    this.isDestroyed = () => isDestroyed;
    this.loadURL = (url) => screen.call("load", id, url);
    this.close = () => {
      const event = createEvent({});
      emitter.emit("close", event);
      if (event.defaultPrevented || isDestroyed) return;
      isDestroyed = true;
      open.delete(id);
      if (focusedId === id) focusedId = null;
      screen.call("closeWindow", id).catch(() => {});
      driver.destroy();
      emitter.emit("closed");
      if (open.size === 0) onLastClosed();
    };

    onCreated(driver.contents);
    const window = strict<BrowserWindow>("browserWindow", this);
    const plainOptions = structuredClone(options);
    open.set(id, {
      driver,
      window,
      readyToShow: () => void emitter.emit("ready-to-show"),
      state: () => ({ id, ...state, options: { ...plainOptions } }),
      minimize() {
        state.isMinimized = true;
        setFocus(false);
        emitter.emit("minimize");
      },
      move(bounds) {
        state.bounds = bounds;
        emitter.emit("resized");
        emitter.emit("moved");
      },
      setFocus,
    });
    screen.call("openWindow", id, plainOptions).catch((error: unknown) => console.error(error));
    // biome-ignore lint/correctness/noConstructorReturn: the strict view of the window is what main must hold.
    return window;
  }
}

export const openWindows = (): readonly DrivenWindow[] => [...open.values()];

/** Undefined for one that was closed while the spec's question was under way. */
export const openWindow = (id: number): DrivenWindow | undefined => open.get(id);

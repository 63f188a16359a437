// `BrowserWindow`: what main asks of a window, and the events it gets back.
import type { WindowOptions, WindowState } from "./calls.ts";
import { screen } from "./screen-peer.ts";
import { createEvent, strict, strictEmitter } from "./strict.ts";
import { type ContentsDriver, createWebContents, type WebContents } from "./web-contents.ts";

const open = new Map<number, DrivenWindow>();
let lastId = 0;
let onCreated: (contents: WebContents) => void = () => {};
let onLastClosed = () => {};

export interface DrivenWindow {
  readonly driver: ContentsDriver;
  readonly window: BrowserWindow;
  readyToShow(): void;
  state(): WindowState;
  minimize(): void;
}

export class BrowserWindow {
  static getAllWindows(): BrowserWindow[] {
    return [...open.values()].map(({ window }) => window);
  }
  static onCreated(listener: (contents: WebContents) => void): void {
    onCreated = listener;
  }
  static onLastClosed(listener: () => void): void {
    onLastClosed = listener;
  }

  readonly webContents: WebContents;
  readonly once: (event: string, listener: () => void) => void;
  readonly on: (event: string, listener: () => void) => void;
  readonly show: () => void;
  readonly focus: () => void;
  readonly restore: () => void;
  readonly isMinimized: () => boolean;
  readonly isDestroyed: () => boolean;
  readonly loadURL: (url: string) => Promise<void>;
  readonly close: () => void;

  constructor(options: WindowOptions) {
    const id = ++lastId;
    const events = strictEmitter("browserWindow", ["ready-to-show", "close", "closed"], {});
    const driver = createWebContents(id);
    const state = { isShown: false, isMinimized: false, focused: 0 };
    let isDestroyed = false;

    this.webContents = driver.contents;
    this.on = (event, listener) => void events.on(event, listener);
    this.once = (event, listener) => void events.once(event, listener);
    this.show = () => void Object.assign(state, { isShown: true });
    this.focus = () => void Object.assign(state, { focused: state.focused + 1 });
    this.restore = () => void Object.assign(state, { isMinimized: false });
    this.isMinimized = () => state.isMinimized;
    this.isDestroyed = () => isDestroyed;
    this.loadURL = (url) => screen.call("load", id, url);
    this.close = () => {
      const event = createEvent({});
      events.emit("close", event);
      if (event.defaultPrevented || isDestroyed) return;
      isDestroyed = true;
      open.delete(id);
      screen.call("closeWindow", id).catch(() => {});
      driver.destroy();
      events.emit("closed");
      if (open.size === 0) onLastClosed();
    };

    onCreated(driver.contents);
    const window = strict<BrowserWindow>("browserWindow", this);
    const plainOptions = structuredClone(options);
    open.set(id, {
      driver,
      window,
      readyToShow: () => void events.emit("ready-to-show"),
      state: () => ({ id, ...state, options: { ...plainOptions } }),
      minimize: () => void Object.assign(state, { isMinimized: true }),
    });
    screen.call("openWindow", id, plainOptions).catch((error: unknown) => console.error(error));
    // biome-ignore lint/correctness/noConstructorReturn: the strict view of the window is what main must hold.
    return window;
  }
}

export const openWindows = (): readonly DrivenWindow[] => [...open.values()];

/** Undefined for one that was closed while the spec's question was under way. */
export const openWindow = (id: number): DrivenWindow | undefined => open.get(id);

// `app`: ready, quitting in Electron's order, and one instance for each user-data folder.
import { BrowserWindow } from "./browser-window.ts";
import { lockInstance } from "./instance-lock.ts";
import { screen, tell } from "./screen-peer.ts";
import { createEvent, strictEmitter } from "./strict.ts";

const events = [
  "activate",
  "before-quit",
  "open-file",
  "second-instance",
  "web-contents-created",
  "window-all-closed",
];
const paths = new Map<string, string>();
let isReady = false;
let markReady = () => {};
const ready = new Promise<void>((resolve) => {
  markReady = resolve;
});

export const app = strictEmitter("app", events, {
  name: "Evenkeel",
  isPackaged: true,
  isReady: () => isReady,
  whenReady: () => ready,
  setAppUserModelId() {},
  enableSandbox: () => mustComeBeforeReady("app.enableSandbox"),
  setPath: (name: string, path: string) => void paths.set(name, path),
  requestSingleInstanceLock(data?: object) {
    const folder = paths.get("userData");
    if (folder === undefined) throw new Error("the stand-in locks the folder of app.setPath only");
    return lockInstance(folder, data, ({ argv, directory, data }) => {
      app.emit("second-instance", createEvent({}), argv, directory, data);
    });
  },
  getLocale() {
    mustBeReady("app.getLocale");
    return "en-US";
  },
  addRecentDocument: (path: string) => tell("app.addRecentDocument", path),
  clearRecentDocuments: () => tell("app.clearRecentDocuments"),
  quit,
  exit,
});

export function beReady(): void {
  isReady = true;
  markReady();
}

export function mustComeBeforeReady(member: string): void {
  if (isReady) throw new Error(`${member} must be called before the app is ready`);
}

export function mustBeReady(member: string): void {
  if (!isReady) throw new Error(`${member} cannot be used before the app is ready`);
}

let isQuitting = false;

/** Whoever prevents `before-quit` or a window's `close` stops it. */
function quit(): void {
  const event = createEvent({});
  app.emit("before-quit", event);
  if (event.defaultPrevented) return;
  isQuitting = true;
  for (const window of BrowserWindow.getAllWindows()) window.close();
  if (BrowserWindow.getAllWindows().length === 0) exit(0);
  else isQuitting = false;
}

/** Asks nobody. What was told before arrives, for messages keep their order. */
function exit(code = 0): void {
  screen.call("tell", "app.exit", [code]).then(
    () => process.exit(code),
    () => process.exit(code),
  );
}

BrowserWindow.onLastClosed(() => {
  if (isQuitting) return;
  if (!app.emit("window-all-closed")) quit();
});
BrowserWindow.onCreated((contents) => {
  mustBeReady("new BrowserWindow");
  app.emit("web-contents-created", createEvent({}), contents);
});

// The module that the built main imports as `electron`: exactly what it uses. Another name fails to link, another member throws.
import { EventEmitter } from "node:events";
import { mustBeReady } from "./app.ts";
import { tell } from "./screen-peer.ts";
import { strict } from "./strict.ts";

export { app } from "./app.ts";
export { BrowserWindow } from "./browser-window.ts";
export { dialog } from "./dialog.ts";
export { Menu } from "./menu.ts";
export { Notification } from "./notification.ts";
export { protocol, session } from "./session.ts";
export { nativeImage, Tray } from "./tray.ts";

export const ipcMain = strict("ipcMain", new EventEmitter());

export const nativeTheme = strict("nativeTheme", { shouldUseDarkColors: false });

/** One display of full HD with a bar of forty pixels. */
export const screen = strict("screen", {
  getAllDisplays() {
    mustBeReady("screen.getAllDisplays");
    return [{ workArea: { x: 0, y: 0, width: 1_920, height: 1_040 } }];
  },
});

export const shell = strict("shell", {
  async openExternal(url: string): Promise<void> {
    tell("shell.openExternal", url);
  },
  async openPath(path: string): Promise<string> {
    tell("shell.openPath", path);
    return "";
  },
});

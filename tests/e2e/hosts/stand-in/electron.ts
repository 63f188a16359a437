// The module that the built main imports as `electron`: exactly what it uses. Another name fails to link, another member throws.
import { EventEmitter } from "node:events";
import { tell } from "./screen-peer.ts";
import { strict } from "./strict.ts";

export { app } from "./app.ts";
export { BrowserWindow } from "./browser-window.ts";
export { Menu } from "./menu.ts";
export { protocol, session } from "./session.ts";

export const ipcMain = strict("ipcMain", new EventEmitter());

export const nativeTheme = strict("nativeTheme", { shouldUseDarkColors: false });

export const dialog = strict("dialog", {
  showErrorBox: (title: string, content: string) => tell("dialog.showErrorBox", title, content),
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

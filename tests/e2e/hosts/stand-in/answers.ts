// What main's process does when the spec or its pages ask: turns calls into Electron's events.
import { app } from "./app.ts";
import { openWindow, openWindows } from "./browser-window.ts";
import type { MainCalls } from "./calls.ts";
import { answerDialog } from "./dialog.ts";
import { ipcMain } from "./electron.ts";
import { holdings } from "./holdings.ts";
import { clickMenu, menuLines } from "./menu.ts";
import { clickNotification } from "./notification.ts";
import { answer } from "./screen-peer.ts";
import { hardware, permission, serve } from "./session.ts";
import { createEvent } from "./strict.ts";
import { clickTray, tray } from "./tray.ts";
import { createWebContents } from "./web-contents.ts";

export function answerTheSpec(): void {
  /** The spec's own session with the balancer. */
  const observer = createWebContents(0);
  const contents = (id: number) => (id === 0 ? observer : openWindow(id)?.driver);

  const calls: MainCalls = {
    serve,
    receive(sender, channel, args) {
      const from = contents(sender.windowId);
      if (!from) return;
      const event = { sender: from.contents, senderFrame: from.frame(sender) };
      ipcMain.emit(channel, event, ...args);
    },
    mayNavigate(id, url, isMainFrame) {
      const events = contents(id)?.contents;
      const inFrame = createEvent({ url, isMainFrame });
      events?.emit("will-frame-navigate", inFrame);
      if (!isMainFrame || inFrame.defaultPrevented) return !inFrame.defaultPrevented;
      const inWindow = createEvent({ url, isMainFrame });
      events?.emit("will-navigate", inWindow);
      return !inWindow.defaultPrevented;
    },
    mayOpen: (id, url) => contents(id)?.mayOpen(url) ?? false,
    startNavigation(id, url) {
      const details = createEvent({ url, isMainFrame: true, isSameDocument: false });
      contents(id)?.contents.emit("did-start-navigation", details);
    },
    navigated(id, url) {
      contents(id)?.contents.emit("did-navigate", createEvent({}), url, 200, "OK");
    },
    finishedLoad: (id) => void contents(id)?.contents.emit("did-finish-load"),
    readyToShow: (id) => openWindow(id)?.readyToShow(),
    processGone(id, reason) {
      contents(id)?.contents.emit("render-process-gone", createEvent({}), { reason, exitCode: 5 });
    },
    quit: () => app.quit(),
    closeWindow: (id) => openWindow(id)?.window.close(),
    minimizeWindow: (id) => openWindow(id)?.minimize(),
    moveWindow: (id, bounds) => openWindow(id)?.move(bounds),
    setFocus: (id, hasFocus) => openWindow(id)?.setFocus(hasFocus),
    answerDialog,
    openFile(file) {
      app.emit("open-file", createEvent({}), file);
    },
    tray,
    clickTray,
    clickNotification,
    hardware,
    mayAttachWebview(id) {
      const event = createEvent({});
      contents(id)?.contents.emit("will-attach-webview", event, {}, {});
      return !event.defaultPrevented;
    },
    holdings: () => holdings({ app, ipcMain }),
    windows: () => openWindows().map((window) => window.state()),
    menu: () => menuLines(),
    clickMenu: (label) => clickMenu(label),
    permission,
  };
  answer(calls);
}

// The sign that a balancer runs, also without a window: how it is doing, and the few things a person does from there.
import { Menu, type MenuItemConstructorOptions, Tray } from "electron";
import type { Status, StatusBoard } from "./status.ts";
import { trayIcon } from "./tray-icon.ts";
import { say } from "./words.ts";

export interface TrayActions {
  showWindow(): void;
  startTraffic(id: string): void;
  stopTraffic(id: string): void;
  openLogFolder(): void;
  quit(): void;
}

export interface TraySign {
  /** Writes it anew, in the language of now. */
  refresh(): void;
}

export function installTray(board: StatusBoard, actions: TrayActions): TraySign {
  const tray = tryTray();
  if (tray === null) return { refresh: () => {} };
  let shown = "";
  const refresh = () => {
    const status = board.now;
    const template = trayTemplate(status, actions);
    // A menu that is set again closes under the pointer, so it is only when it says something else.
    const said = JSON.stringify([template.map(({ label }) => label), status.traffic?.id]);
    if (said === shown) return;
    shown = said;
    tray.setToolTip(`Evenkeel: ${statusLine(status)}`);
    // Linux shows changes only of a menu that is set again.
    tray.setContextMenu(Menu.buildFromTemplate(template));
  };
  board.onChange(refresh);
  tray.on("click", () => actions.showWindow());
  refresh();
  return { refresh };
}

function tryTray(): Tray | null {
  try {
    return new Tray(trayIcon(process.platform));
  } catch (error) {
    console.error("evenkeel: no place in the tray:", error);
    return null;
  }
}

export function statusLine({ isRunning, up, servers, stopping }: Status): string {
  if (stopping !== null) {
    const { remaining, leftMs } = stopping;
    return say("stopping", { remaining, seconds: Math.ceil(leftMs / 1_000) });
  }
  if (!isRunning) return say("starting");
  return servers === 0 ? say("noServers") : say("status", { up, servers });
}

function trayTemplate(status: Status, actions: TrayActions): MenuItemConstructorOptions[] {
  const { stopping } = status;
  return [
    { label: statusLine(status), enabled: false },
    { type: "separator" },
    { label: say("showWindow"), click: () => actions.showWindow() },
    ...trafficItems(status, actions),
    { label: say("openLogFolder"), click: () => actions.openLogFolder() },
    { type: "separator" },
    { label: say(stopping === null ? "quit" : "quitNow"), click: () => actions.quit() },
  ];
}

function trafficItems({ traffic }: Status, actions: TrayActions): MenuItemConstructorOptions[] {
  if (traffic === null) return [];
  const { id, isRunning } = traffic;
  return [
    isRunning
      ? { label: say("stopTraffic"), click: () => actions.stopTraffic(id) }
      : { label: say("startTraffic"), click: () => actions.startTraffic(id) },
  ];
}

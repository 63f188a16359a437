// The application menu: workspaces, the console's own commands, and constant pages of help.
import { basename } from "node:path";
import { app, Menu, type MenuItemConstructorOptions } from "electron";
import type { ShellCommand } from "../../balancer-core/contract/shell-messages.ts";
import { consoleMenu } from "./console-menu.ts";
import { externalPages, openExternalPage } from "./external-pages.ts";
import { say } from "./words.ts";

export interface MenuState {
  readonly commands: readonly ShellCommand[];
  readonly recent: readonly string[];
  readonly keepsRunning: boolean;
  readonly isStopping: boolean;
}

export interface MenuActions {
  runCommand(id: string): void;
  openWorkspace(): void;
  openRecent(file: string): void;
  clearRecent(): void;
  saveCopy(): void;
  openWorkspaceFolder(): void;
  setKeepsRunning(isOn: boolean): void;
}

export function showMenu(state: MenuState, actions: MenuActions, withDevTools: boolean): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(state, actions, withDevTools)));
}

function menuTemplate(
  state: MenuState,
  actions: MenuActions,
  withDevTools: boolean,
): MenuItemConstructorOptions[] {
  const isMac = process.platform === "darwin";
  const { go, balancer, view, help } = consoleMenu(state.commands, isMac, actions.runCommand);
  return [
    ...(isMac ? [{ role: "appMenu" as const }] : []),
    { label: say("file"), submenu: fileItems(state, actions, isMac) },
    { role: "editMenu" },
    ...(go.length > 0 ? [{ label: say("go"), submenu: go }] : []),
    ...(balancer.length > 0 ? [{ label: say("balancer"), submenu: balancer }] : []),
    { label: say("view"), submenu: viewItems(view, withDevTools) },
    { role: "windowMenu" },
    { role: "help", submenu: helpItems(help, isMac) },
  ];
}

function fileItems(
  { recent, keepsRunning, isStopping }: MenuState,
  actions: MenuActions,
  isMac: boolean,
): MenuItemConstructorOptions[] {
  const whileRunning = { enabled: !isStopping };
  return [
    {
      label: say("openWorkspace"),
      accelerator: "CmdOrCtrl+O",
      ...whileRunning,
      click: () => actions.openWorkspace(),
    },
    { label: say("openRecent"), ...whileRunning, submenu: recentItems(recent, actions) },
    { label: say("saveCopy"), ...whileRunning, click: () => actions.saveCopy() },
    { label: say("openFolder"), click: () => actions.openWorkspaceFolder() },
    { type: "separator" },
    {
      label: say("keepRunning"),
      type: "checkbox",
      checked: keepsRunning,
      click: ({ checked }) => actions.setKeepsRunning(checked),
    },
    { type: "separator" },
    { role: isMac ? "close" : "quit" },
  ];
}

function recentItems(
  recent: readonly string[],
  actions: MenuActions,
): MenuItemConstructorOptions[] {
  const files = recent.map((file) => ({
    label: basename(file).replaceAll("&", "&&"),
    toolTip: file,
    click: () => actions.openRecent(file),
  }));
  return [
    ...files,
    ...(files.length > 0 ? [{ type: "separator" as const }] : []),
    { label: say("clearRecent"), enabled: files.length > 0, click: () => actions.clearRecent() },
  ];
}

function viewItems(
  ofConsole: MenuItemConstructorOptions[],
  withDevTools: boolean,
): MenuItemConstructorOptions[] {
  return [
    ...ofConsole,
    ...(ofConsole.length > 0 ? [{ type: "separator" as const }] : []),
    { role: "reload" },
    ...(withDevTools ? [{ role: "toggleDevTools" as const }] : []),
    { type: "separator" },
    { role: "resetZoom" },
    { role: "zoomIn" },
    { role: "zoomOut" },
    { type: "separator" },
    { role: "togglefullscreen" },
  ];
}

function helpItems(
  ofConsole: MenuItemConstructorOptions[],
  isMac: boolean,
): MenuItemConstructorOptions[] {
  const pages = Object.entries(externalPages).map(([label, address]) => ({
    label,
    click: () => void openExternalPage(address),
  }));
  const about: MenuItemConstructorOptions[] = isMac
    ? []
    : [{ type: "separator" }, { label: `${say("about")} ${app.name}`, role: "about" }];
  return [...ofConsole, ...pages, ...about];
}

// The application menu: the platform's usual roles, the workspace folder, and pages worth reading.
import { app, Menu, type MenuItemConstructorOptions, shell } from "electron";
import { externalPages, openExternalPage } from "./external-pages.ts";

export interface MenuOptions {
  readonly workspaceFolder: string;
  readonly withDevTools: boolean;
}

export function installMenu(options: MenuOptions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(options)));
}

function menuTemplate({
  workspaceFolder,
  withDevTools,
}: MenuOptions): MenuItemConstructorOptions[] {
  const isMac = process.platform === "darwin";
  return [
    ...(isMac ? [{ role: "appMenu" as const }] : []),
    {
      label: "&File",
      submenu: [
        { label: "Open Workspace Folder", click: () => openFolder(workspaceFolder) },
        { type: "separator" },
        { role: isMac ? "close" : "quit" },
      ],
    },
    { role: "editMenu" },
    {
      label: "&View",
      submenu: [
        { role: "reload" },
        ...(withDevTools ? [{ role: "toggleDevTools" as const }] : []),
        { type: "separator" },
        { role: "resetZoom" },
        { role: "zoomIn" },
        { role: "zoomOut" },
        { type: "separator" },
        { role: "togglefullscreen" },
      ],
    },
    { role: "windowMenu" },
    { role: "help", submenu: helpItems(isMac) },
  ];
}

function helpItems(isMac: boolean): MenuItemConstructorOptions[] {
  const pages = Object.entries(externalPages).map(([label, address]) => ({
    label,
    click: () => void openExternalPage(address),
  }));
  if (isMac) return pages;
  return [...pages, { type: "separator" }, { label: `About ${app.name}`, role: "about" }];
}

function openFolder(folder: string): void {
  shell.openPath(folder).then(
    (failure) => {
      if (failure !== "") console.error(`evenkeel: "${folder}" could not be opened: ${failure}`);
    },
    (error: unknown) => console.error(`evenkeel: "${folder}" could not be opened:`, error),
  );
}

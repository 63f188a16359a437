// What stands once the app is ready: core, window, menu, tray and notifications, and who hears whom.
import { dirname, join, resolve } from "node:path";
import { app, BrowserWindow } from "electron";
import type { ConsoleMessage, ShellCommand } from "../../balancer-core/contract/shell-messages.ts";
import { systemPorts } from "../../balancer-core/index.ts";
import { decideOnClose, quitWithLastWindow } from "./closing.ts";
import { createConsoleLink } from "./console-link.ts";
import { type Core, startCore } from "./core.ts";
import { endWithError, stopInTheEnd } from "./fatal.ts";
import { openFolder } from "./folders.ts";
import { acceptConsoles } from "./ipc.ts";
import { type MenuActions, showMenu } from "./menu.ts";
import { notifyOfServers } from "./notifications.ts";
import { recoverFromCrashes } from "./page-crashes.ts";
import type { Paths } from "./paths.ts";
import { finishRequestsBeforeQuit } from "./quit.ts";
import type { RendererAddress } from "./renderer-address.ts";
import type { StateFile } from "./state-file.ts";
import { followStatus, type StatusBoard } from "./status.ts";
import { watchStopping } from "./stop-progress.ts";
import { installTray } from "./tray.ts";
import { product } from "./version.ts";
import { focusWindow, isHidden, openMainWindow } from "./window.ts";
import { rememberPlace } from "./window-place.ts";
import { languageOf, speak } from "./words.ts";
import { createWorkspaces } from "./workspaces.ts";

export interface DesktopOptions {
  readonly paths: Paths;
  readonly renderer: RendererAddress;
  readonly withDevTools: boolean;
  readonly state: StateFile;
}

export interface Desktop {
  /** As for a second start: shows the window, and opens the file if one is named. */
  open(configFile: string | undefined): void;
}

const mainWindow = (): BrowserWindow | undefined => BrowserWindow.getAllWindows()[0];

export function openDesktop({ paths, renderer, withDevTools, state }: DesktopOptions): Desktop {
  const { clock } = systemPorts;
  speak(state.now.language ?? languageOf(app.getLocale()));
  const link = createConsoleLink(mainWindow);
  let commands: readonly ShellCommand[] = [];
  let isStopping = false;

  const core: Core = startCore({
    paths,
    product,
    onStopping(host, purpose) {
      setStopping(true);
      const done = watchStopping(host, purpose, clock, (progress) => {
        board.setStopping(progress);
        link.tell(progress);
        mainWindow()?.setProgressBar(1 - progress.leftMs / Math.max(1, progress.deadlineMs));
      });
      return () => {
        done();
        board.setStopping(null);
        link.tell({ kind: "running" });
        mainWindow()?.setProgressBar(-1);
        setStopping(false);
      };
    },
  });
  stopInTheEnd(core.stop);
  core.started.catch((error: unknown) => endWithError("Evenkeel could not start", error));
  const board: StatusBoard = followStatus(core);
  const workspaces = createWorkspaces({
    core,
    state,
    file: paths.configFile ?? join(paths.workspaceFolder, "evenkeel.yaml"),
  });

  acceptConsoles({
    renderer,
    clock,
    isHidden: (contents) => isHidden(BrowserWindow.fromWebContents(contents)),
    onConnect: core.serve,
    onMessage: hear,
  });
  const quit = finishRequestsBeforeQuit({
    stop: core.stop,
    async finish() {
      for (const window of BrowserWindow.getAllWindows()) rememberPlace(window, state);
      await state.flush();
    },
  });
  const closing = decideOnClose(state, () => quit.isQuitting);
  quitWithLastWindow(closing);

  const actions: MenuActions = {
    runCommand: (id) => showThen({ kind: "run-command", id }),
    openWorkspace: () => void workspaces.openByDialog(),
    openRecent: (file) => void workspaces.open(file),
    clearRecent: () => workspaces.clearRecent(),
    saveCopy: () => void workspaces.saveCopy(),
    openWorkspaceFolder: () => openFolder(dirname(workspaces.file)),
    setKeepsRunning(isOn) {
      state.update({ whenClosed: isOn ? "run" : "quit" });
      drawMenu();
    },
  };
  const tray = installTray(board, {
    showWindow,
    startTraffic: (id) => callHost("traffic.start", id),
    stopTraffic: (id) => callHost("traffic.stop", id),
    openLogFolder,
    quit: () => app.quit(),
  });
  notifyOfServers({
    core,
    clock,
    isWanted: () => state.now.hasNotifications,
    onClick: ({ pool, server }) => showThen({ kind: "show-server", pool, server }),
  });
  workspaces.onChange(drawMenu);
  drawMenu();
  showWindow();
  // macOS: a click on the dock.
  app.on("activate", showWindow);

  function drawMenu(): void {
    const { recent, whenClosed } = state.now;
    const shown = { commands, recent, keepsRunning: whenClosed === "run", isStopping };
    showMenu(shown, actions, withDevTools);
  }

  function setStopping(isOn: boolean): void {
    isStopping = isOn;
    drawMenu();
  }

  function hear(message: ConsoleMessage): void {
    if (message.kind === "quit-now") {
      // The second one does not wait.
      if (quit.isQuitting) app.quit();
      return;
    }
    if (message.kind === "commands") {
      commands = message.commands;
    } else {
      const { language, hasNotifications } = message;
      state.update({ language, hasNotifications });
      speak(language);
      tray.refresh();
    }
    link.isThere();
    drawMenu();
  }

  function showWindow(): void {
    const window = mainWindow();
    if (window) focusWindow(window);
    else if (!quit.isQuitting) open();
  }

  function open(): void {
    const window = openMainWindow({ preload: paths.preload, renderer, withDevTools, state });
    recoverFromCrashes(window, clock);
    closing.guard(window);
    const forget = () => {
      link.isGone();
      // Nobody is there to run them; a page that comes tells its own.
      commands = [];
      drawMenu();
    };
    window.webContents.on("did-navigate", forget);
    window.webContents.on("render-process-gone", forget);
    window.on("closed", forget);
  }

  function showThen(message: Parameters<typeof link.tell>[0]): void {
    showWindow();
    link.tellWhenThere(message);
  }

  function callHost(method: "traffic.start" | "traffic.stop", id: string): void {
    core.host?.call(method, { id }, "console").catch((error: unknown) => {
      console.error(`evenkeel: ${method} failed:`, error);
    });
  }

  function openLogFolder(): void {
    core.host?.call("process.get", {}, "core").then(
      ({ log }) => openFolder(dirname(resolve(dirname(workspaces.file), log.file))),
      (error: unknown) => console.error("evenkeel: the log's folder is not known:", error),
    );
  }

  return {
    open(configFile) {
      showWindow();
      if (configFile !== undefined) void workspaces.open(configFile);
    },
  };
}

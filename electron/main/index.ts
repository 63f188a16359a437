// Boots the desktop shell. Order matters: scheme and sandbox before ready, policies before windows, core beside the window.
import { app, BrowserWindow, session } from "electron";
import { registerAppScheme, serveRenderer } from "./app-protocol.ts";
import { startCore } from "./core.ts";
import { relaxPolicyForDevelopment } from "./development-policy.ts";
import { endWithError, reportUncaughtErrors } from "./fatal.ts";
import { acceptConsoles } from "./ipc.ts";
import { installMenu } from "./menu.ts";
import { denyNavigation } from "./navigation-policy.ts";
import { keepUserDataInWorkspace, resolvePaths } from "./paths.ts";
import { finishRequestsBeforeQuit } from "./quit.ts";
import { rendererAddress } from "./renderer-address.ts";
import { denyAllPermissions } from "./session-policy.ts";
import { claimSingleInstance } from "./single-instance.ts";
import { product } from "./version.ts";
import { focusWindow, openMainWindow } from "./window.ts";

reportUncaughtErrors();
registerAppScheme();
app.enableSandbox();
const paths = resolvePaths(import.meta.dirname, process.argv.slice(1));
const renderer = rendererAddress(app.isPackaged, process.env);
const withDevTools = !app.isPackaged;
keepUserDataInWorkspace(paths);

if (claimSingleInstance(showMainWindow)) {
  denyNavigation(renderer);
  // Never `await app.whenReady()` at the top level: Electron emits `ready` only after this module has been evaluated.
  app.whenReady().then(boot).catch(endStart);
} else {
  app.quit();
}

function boot(): void {
  denyAllPermissions(session.defaultSession);
  serveRenderer(paths.rendererFolder);
  if (renderer.isDevelopment) relaxPolicyForDevelopment(session.defaultSession, renderer);
  const core = startCore(paths, product);
  core.started.catch(endStart);
  acceptConsoles({ renderer, onConnect: core.serve });
  finishRequestsBeforeQuit(core.stop);
  installMenu({ workspaceFolder: paths.workspaceFolder, withDevTools });
  showMainWindow();
  // On macOS too: a balancer that runs unseen would hold its ports without a sign.
  app.on("window-all-closed", () => app.quit());
}

/** Opens it at the start, brings it forward when Evenkeel is started a second time. */
function showMainWindow(): void {
  const [window] = BrowserWindow.getAllWindows();
  if (window) focusWindow(window);
  else if (app.isReady()) openMainWindow({ preload: paths.preload, renderer, withDevTools });
}

function endStart(error: unknown): void {
  endWithError("Evenkeel could not start", error);
}

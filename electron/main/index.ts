// Boots the desktop shell. Order matters: scheme and sandbox before ready, policies before windows, core beside the window.
import { join } from "node:path";
import { app, session } from "electron";
import { registerAppScheme, serveRenderer } from "./app-protocol.ts";
import { openDesktop } from "./desktop.ts";
import { relaxPolicyForDevelopment } from "./development-policy.ts";
import { endWithError, reportUncaughtErrors } from "./fatal.ts";
import { tellIdentity } from "./identity.ts";
import { keepMainLog, outliveReaders } from "./main-log.ts";
import { denyNavigation } from "./navigation-policy.ts";
import { listenForFiles } from "./opened-files.ts";
import { keepUserDataInWorkspace, resolvePaths } from "./paths.ts";
import { rendererAddress } from "./renderer-address.ts";
import { allowOnlyCopying } from "./session-policy.ts";
import { claimSingleInstance } from "./single-instance.ts";
import { openStateFile } from "./state-file.ts";

reportUncaughtErrors();
outliveReaders();
tellIdentity();
registerAppScheme();
app.enableSandbox();
const paths = resolvePaths(import.meta.dirname, process.argv.slice(1));
const renderer = rendererAddress(app.isPackaged, process.env);
keepUserDataInWorkspace(paths);
const files = listenForFiles();
let onSecondStart = (_configFile: string | undefined) => {};

if (claimSingleInstance(paths.configFile, (configFile) => onSecondStart(configFile))) {
  keepMainLog(join(paths.desktopFolder, "main.log"));
  denyNavigation(renderer);
  // Never `await app.whenReady()` at the top level: Electron emits `ready` only after this module has been evaluated.
  app
    .whenReady()
    .then(boot)
    .catch((error: unknown) => endWithError("Evenkeel could not start", error));
} else {
  app.quit();
}

function boot(): void {
  allowOnlyCopying(session.defaultSession, renderer);
  serveRenderer(paths.rendererFolder);
  if (renderer.isDevelopment) relaxPolicyForDevelopment(session.defaultSession, renderer);
  const early = files.begin((file) => desktop.open(file));
  const desktop = openDesktop({
    paths: early === undefined ? paths : { ...paths, configFile: early },
    renderer,
    withDevTools: !app.isPackaged,
    state: openStateFile(join(paths.desktopFolder, "state.json")),
  });
  onSecondStart = (configFile) => desktop.open(configFile);
}

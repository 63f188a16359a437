// `evenkeel desktop`: starts Electron on the built desktop shell, or says why it cannot and what to do instead.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { packageRoot } from "./package-root.ts";

const instead = 'run "evenkeel serve" for the same console in the browser';

export function runDesktop(configFile: string | undefined): Promise<0 | 1> | 1 {
  const main = join(packageRoot, "out/main/index.js");
  if (!existsSync(main)) return refuse("the desktop shell is not built", 'run "npm run build"');
  // In the order of headless/launch/electron.mjs: what no download can mend comes first.
  if (!hasDisplay()) return refuse("there is no display", instead);
  // SECURITY: as root, Chromium runs only without its sandbox, which the console must not do.
  if (process.platform === "linux" && process.getuid?.() === 0) {
    return refuse("Electron's sandbox does not work for root", instead);
  }
  const binary = electronBinary();
  if (binary === undefined) {
    return refuse("Electron's binary is not installed", `${instead}, or "npx install-electron"`);
  }
  const args = [
    packageRoot,
    ...(configFile === undefined ? [] : ["--config", resolve(configFile)]),
  ];
  return runElectron(binary, args);
}

function refuse(reason: string, wayOut: string): 1 {
  process.stderr.write(`evenkeel: desktop not available: ${reason}; ${wayOut}.\n`);
  return 1;
}

/** Where the electron package says its binary is; undefined when it is not there. Never downloads. */
function electronBinary(): string | undefined {
  const folder = join(packageRoot, "node_modules/electron");
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  try {
    const name = readFileSync(join(folder, "path.txt"), "utf8").trim();
    const binary = join(override ?? join(folder, "dist"), name);
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}

function hasDisplay(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform !== "linux" || Boolean(DISPLAY || WAYLAND_DISPLAY);
}

function runElectron(binary: string, args: readonly string[]): Promise<0 | 1> {
  return new Promise((done) => {
    const child = spawn(binary, args, { stdio: "inherit" });
    for (const signal of ["SIGINT", "SIGTERM"] as const)
      process.on(signal, () => child.kill(signal));
    child.on("error", () => done(refuse("Electron could not be started", instead)));
    child.on("exit", (code, signal) => {
      const stopped = signal === "SIGINT" || signal === "SIGTERM";
      done(code === 0 || stopped ? 0 : 1);
    });
  });
}

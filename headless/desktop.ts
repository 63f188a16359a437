// `evenkeel desktop`: starts Electron on the built desktop shell, or says why it cannot and what to do instead.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { desktopObstacle, electronBinary, runElectron } from "./launch/electron-process.mjs";
import { packageRoot } from "./package-root.ts";

const instead = 'run "evenkeel serve" for the same console in the browser';

/** Undefined when the desktop has run; the exit code is set then. */
export async function runDesktop(configFile: string | undefined): Promise<1 | undefined> {
  const main = join(packageRoot, "out/main/index.js");
  if (!existsSync(main)) return refuse("the desktop shell is not built", 'run "npm run build"');
  const obstacle = desktopObstacle();
  if (obstacle !== undefined) return refuse(obstacle, instead);
  const folder = electronFolder();
  if (folder === undefined) {
    const wanted = `electron@${electronVersion()}`;
    return refuse("Electron is not installed", `${instead}, or "npm install ${wanted}" beside it`);
  }
  const binary = electronBinary(folder);
  if (binary === undefined) {
    const wayOut = `${instead}, or "node ${join(folder, "install.js")}" to download it`;
    return refuse("Electron's binary is not installed", wayOut);
  }
  const config = configFile === undefined ? [] : ["--config", resolve(configFile)];
  const failure = await runElectron(binary, [packageRoot, ...config]);
  return failure === undefined ? undefined : refuse(failure, instead);
}

function refuse(reason: string, wayOut: string): 1 {
  process.stderr.write(`evenkeel: desktop not available: ${reason}; ${wayOut}.\n`);
  return 1;
}

/** As Node finds packages: in a checkout below us, of an installed package beside us. */
function electronFolder(): string | undefined {
  try {
    const find = createRequire(join(packageRoot, "package.json"));
    return dirname(find.resolve("electron/package.json"));
  } catch {
    return undefined;
  }
}

function electronVersion(): string {
  const manifest = JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8"));
  return manifest.devDependencies.electron;
}

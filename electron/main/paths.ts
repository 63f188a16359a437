// Where things lie: the built page and preload beside main, the workspace, and the configuration a person named.
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { app } from "electron";
import { defaultWorkspaceDirectory } from "../../balancer-core/index.ts";

export interface Paths {
  readonly preload: string;
  readonly rendererFolder: string;
  readonly workspaceFolder: string;
  /** What belongs to the desktop alone: Chromium's files, what is remembered, the shell's own log. */
  readonly desktopFolder: string;
  /** Undefined: the workspace's own. */
  readonly configFile: string | undefined;
}

/** `builtMain` is the folder of the built main, out/main. */
export function resolvePaths(builtMain: string, args: readonly string[]): Paths {
  const workspaceFolder = defaultWorkspaceDirectory();
  return {
    preload: join(builtMain, "../preload/index.cjs"),
    rendererFolder: join(builtMain, "../renderer"),
    workspaceFolder,
    desktopFolder: join(workspaceFolder, "desktop"),
    configFile: configFileOf(args),
  };
}

/**
 * `--config FILE`, or a workspace file as such, which is how the system opens one. Electron's and Chromium's own switches stand
 * among ours, so what is unknown is passed over.
 */
function configFileOf(args: readonly string[]): string | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { config: { type: "string" } },
    strict: false,
    allowPositionals: true,
  });
  const named = typeof values.config === "string" && values.config !== "" ? values.config : null;
  const file = named ?? positionals.find(isWorkspaceFile);
  return file === undefined ? undefined : pathOf(file);
}

/** Linux hands a file over as an address where the program takes addresses, which electron-builder says of it. */
function pathOf(file: string): string {
  return file.startsWith("file:") && URL.canParse(file) ? fileURLToPath(file) : resolve(file);
}

export const isWorkspaceFile = (file: string): boolean => /\.ya?ml$/i.test(file);

/**
 * Keeps Chromium's own files in the workspace, so that one workspace has one desktop console: the single-instance lock
 * goes by this folder. Must run before the lock is claimed.
 */
export function keepUserDataInWorkspace({ desktopFolder }: Paths): void {
  // SECURITY: readable by its owner only, like the workspace it may be the first to make.
  mkdirSync(desktopFolder, { recursive: true, mode: 0o700 });
  app.setPath("userData", desktopFolder);
}

// Where things lie: the built page and preload beside main, the workspace, and the configuration a person named.
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { app } from "electron";
import { defaultWorkspaceDirectory } from "../../balancer-core/index.ts";

export interface Paths {
  readonly preload: string;
  readonly rendererFolder: string;
  readonly workspaceFolder: string;
  /** Undefined: the workspace's own. */
  readonly configFile: string | undefined;
}

/** `builtMain` is the folder of the built main, out/main. */
export function resolvePaths(builtMain: string, args: readonly string[]): Paths {
  return {
    preload: join(builtMain, "../preload/index.cjs"),
    rendererFolder: join(builtMain, "../renderer"),
    workspaceFolder: defaultWorkspaceDirectory(),
    configFile: configFileOf(args),
  };
}

/** Electron's and Chromium's own switches stand among ours, so what is unknown is passed over. */
function configFileOf(args: readonly string[]): string | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: { config: { type: "string" } },
    strict: false,
    allowPositionals: true,
  });
  return typeof values.config === "string" && values.config !== ""
    ? resolve(values.config)
    : undefined;
}

/**
 * Keeps Chromium's own files in the workspace, so that one workspace has one desktop console: the single-instance lock
 * goes by this folder. Must run before the lock is claimed.
 */
export function keepUserDataInWorkspace({ workspaceFolder }: Paths): void {
  const folder = join(workspaceFolder, "desktop");
  // SECURITY: readable by its owner only, like the workspace it may be the first to make.
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  app.setPath("userData", folder);
}

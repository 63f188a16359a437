// Where the workspace is: $EVENKEEL_HOME, else the platform's user-data folder.
import { mkdir } from "node:fs/promises";
import { homedir, platform } from "node:os";
import { join, resolve } from "node:path";

export function defaultWorkspaceDirectory(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string {
  const { EVENKEEL_HOME, APPDATA, XDG_CONFIG_HOME } = environment;
  if (EVENKEEL_HOME) return resolve(EVENKEEL_HOME);
  const home = homedir();
  if (platform() === "win32") return join(APPDATA || join(home, "AppData", "Roaming"), "Evenkeel");
  if (platform() === "darwin") return join(home, "Library", "Application Support", "Evenkeel");
  return join(XDG_CONFIG_HOME || join(home, ".config"), "evenkeel");
}

/** SECURITY: readable by its owner only, because it holds the token and may hold keys. */
export async function makePrivateDirectory(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
}

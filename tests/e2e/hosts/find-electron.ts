// Whether Electron itself can run here, and if not, why in a few words.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

const names: Readonly<Record<string, string>> = {
  darwin: "Electron.app/Contents/MacOS/Electron",
  win32: "electron.exe",
};

export type Found = { readonly binary: string } | { readonly reason: string };

export function findElectron(): Found {
  const folder =
    process.env.ELECTRON_OVERRIDE_DIST_PATH ??
    resolve(import.meta.dirname, "../../../node_modules/electron/dist");
  const binary = join(folder, names[process.platform] ?? "electron");
  if (!existsSync(binary)) return { reason: "its binary is not here" };
  if (process.platform !== "linux") return { binary };
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)
    return { reason: "there is no display" };
  // SECURITY: as root, Chromium runs only without its sandbox, which the console must not do.
  if (process.getuid?.() === 0) return { reason: "its sandbox does not work for root" };
  return { binary };
}

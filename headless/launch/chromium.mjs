// The browser for the browser tests: finds Chromium, or installs Debian's where this user may.
import { existsSync } from "node:fs";
import { findProgram, installPackages } from "./debian.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The path of a Chromium on this machine; CHROMIUM_PATH names another. */
export function findChromium() {
  const { CHROMIUM_PATH } = process.env;
  if (CHROMIUM_PATH) return existsSync(CHROMIUM_PATH) ? CHROMIUM_PATH : undefined;
  return findProgram(...names);
}

/** Undefined when there is one now, else what is missing. */
export async function ensureChromium() {
  if (findChromium()) return undefined;
  const missing = await installPackages(["chromium"]);
  if (missing !== undefined) return missing;
  return findChromium() ? undefined : "it was installed but cannot be found";
}

// The browser for the browser tests: finds Chromium, or installs Debian's where this user may.
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { runStep } from "./run-step.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The path of a Chromium on this machine; CHROMIUM_PATH names another. */
export function findChromium() {
  const { CHROMIUM_PATH, PATH = "" } = process.env;
  if (CHROMIUM_PATH) return existsSync(CHROMIUM_PATH) ? CHROMIUM_PATH : undefined;
  return PATH.split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((file) => existsSync(file));
}

/** Undefined when there is one now, else what is missing. */
export async function ensureChromium() {
  if (findChromium()) return undefined;
  if (!existsSync("/usr/bin/apt-get")) return "there is no apt-get to install it with";
  if (process.getuid?.() !== 0) return "only root may install it: apt-get install chromium";
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  try {
    await runStep("Updating the package lists (apt-get update)", "apt-get", ["update"], { env });
    await runStep(
      "Installing Chromium (apt-get install chromium)",
      "apt-get",
      ["install", "-y", "--no-install-recommends", "chromium"],
      { env },
    );
  } catch (error) {
    return error.message;
  }
  return findChromium() ? undefined : "it was installed but cannot be found";
}

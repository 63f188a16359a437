// Whether the desktop console can run here, and if not, why in a few words. Downloads Electron's binary when only that is missing.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./stale.mjs";

const folder = join(root, "node_modules/electron");
const unpackWithinMs = 120_000;

/** `{ binary }`, or `{ reason }` when the desktop is not available. */
export async function findElectron() {
  if (!hasDisplay()) return { reason: "there is no display" };
  // SECURITY: as root, Chromium runs only without its sandbox, which the console must not do.
  if (process.platform === "linux" && process.getuid?.() === 0) {
    return { reason: "Electron's sandbox does not work for root" };
  }
  const present = electronBinary();
  if (present) return { binary: present };
  // Only now: it needs packages, which finding a binary does not.
  const { downloadElectron } = await import("./download-electron.mjs");
  const failure = (await downloadElectron(process.stderr)) ?? (await unpack());
  const binary = failure === undefined ? electronBinary() : undefined;
  return binary
    ? { binary }
    : { reason: `Electron could not be downloaded (${failure ?? "no binary"})` };
}

export function hasDisplay() {
  if (process.platform !== "linux") return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

function electronBinary() {
  try {
    const name = readFileSync(join(folder, "path.txt"), "utf8").trim();
    const binary = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, "dist"), name);
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}

/** Electron's own installer, which finds what was downloaded. Undefined when it worked, else the reason in a few words. */
function unpack() {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(folder, "install.js")], {
      cwd: root,
      stdio: ["ignore", "ignore", "pipe"],
      timeout: unpackWithinMs,
    });
    let output = "";
    child.stderr.on("data", (chunk) => {
      output = (output + chunk).slice(-20_000);
    });
    child.on("error", (error) => resolve(error.message));
    child.on("close", (code, signal) => {
      if (code === 0) resolve(undefined);
      else if (signal) resolve(`not unpacked after ${unpackWithinMs / 1_000} s`);
      else resolve(shortReason(output));
    });
  });
}

function shortReason(output) {
  const network = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT)\b[^\n]*/.exec(output);
  const line =
    network?.[0] ?? output.split("\n").find((text) => text.includes("Error")) ?? "unknown";
  return line.trim().slice(0, 120);
}

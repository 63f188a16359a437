// Whether the desktop console can run here, and if not, why in a few words. Downloads Electron's binary when only that is missing.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { desktopObstacle, electronBinary } from "./electron-process.mjs";
import { root } from "./stale.mjs";

const folder = join(root, "node_modules/electron");
const unpackWithinMs = 120_000;

/** `{ binary }`, or `{ reason }` when the desktop is not available. */
export async function findElectron() {
  const obstacle = desktopObstacle();
  if (obstacle !== undefined) return { reason: obstacle };
  const present = electronBinary(folder);
  if (present) return { binary: present };
  // Only now: it needs packages, which finding a binary does not.
  const { downloadElectron } = await import("./download-electron.mjs");
  const failure = (await downloadElectron(process.stderr)) ?? (await unpack());
  const binary = failure === undefined ? electronBinary(folder) : undefined;
  return binary
    ? { binary }
    : { reason: `Electron could not be downloaded (${failure ?? "no binary"})` };
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

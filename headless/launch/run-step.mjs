// Runs one preparing step as a child process: one line when it starts, its time when it is done, its output only when it fails.
import { spawn } from "node:child_process";
import { isAbsolute } from "node:path";
import { root } from "./stale.mjs";

/** Steps longer than this tell their time. */
const worthTellingMs = 1_000;

/** Rejects with the last lines of output when the step fails. `command` is a path, or a name such as `npm`. */
export function runStep(title, command, args, { env = {}, timeoutMs = 900_000 } = {}) {
  const started = Date.now();
  process.stderr.write(`${title} …\n`);
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      // Windows runs npm's command file by its shell only, which would take a path apart at its spaces.
      shell: process.platform === "win32" && !isAbsolute(command),
      timeout: timeoutMs,
    });
    let output = "";
    const keep = (chunk) => {
      output = (output + chunk).slice(-20_000);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", (error) => reject(new Error(`${title} failed: ${error.message}`)));
    child.on("close", (code) => {
      const tookMs = Date.now() - started;
      if (code === 0) {
        if (tookMs > worthTellingMs) {
          process.stderr.write(`  done in ${(tookMs / 1_000).toFixed(1)} s\n`);
        }
        resolve(output);
      } else {
        const why =
          code === null ? `not finished after ${timeoutMs / 1_000} s` : `exit code ${code}`;
        reject(new Error(`${title} failed (${why}):\n${output.trim()}`));
      }
    });
  });
}

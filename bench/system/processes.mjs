// Processes of the bench: started on a core, known by pid, and every one of them ended before the bench is.
// @ts-check
/** @import { ChildProcess, SpawnOptions } from "node:child_process" */
import { spawn, spawnSync } from "node:child_process";

const endWithinMs = 5_000;
/** Enough of what a process said to see why it ended. */
const keptOutput = 4_000;

/** @type {Set<ChildProcess>} */
const running = new Set();

/** Whether a command can be run at all; its output when it can. */
export function probe(/** @type {string} */ command, /** @type {string[]} */ args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: "utf8" });
  return error || status === null ? undefined : `${stdout}${stderr}`.trim();
}

const canPin = probe("taskset", ["-V"]) !== undefined;
export const pinning = canPin ? "pinned with taskset" : "NOT pinned: taskset is missing";

/**
 * @param {number} core
 * @param {string} command
 * @param {readonly string[]} args
 * @param {SpawnOptions} [options]
 */
export function startOn(core, command, args, options = {}) {
  const [program, allArgs] = canPin
    ? ["taskset", ["-c", String(core), command, ...args]]
    : [command, [...args]];
  const child = spawn(program, allArgs, { stdio: ["ignore", "pipe", "pipe"], ...options });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${command} could not be started`);
  running.add(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text) => {
      output = (output + text).slice(-keptOutput);
    });
  }
  child.on("error", () => undefined);
  child.on("exit", () => running.delete(child));
  return { child, pid, output: () => output, stop: () => stop(child) };
}

/** Asks a process to end, makes it after a while, and waits until it has. */
export function stop(/** @type {ChildProcess} */ child) {
  return new Promise((/** @type {(value: void) => void} */ resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    const force = setTimeout(() => child.kill("SIGKILL"), endWithinMs);
    child.once("exit", () => {
      clearTimeout(force);
      resolve();
    });
    child.kill("SIGTERM");
  });
}

export async function stopAll() {
  await Promise.all([...running].map(stop));
}

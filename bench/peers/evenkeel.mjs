// Evenkeel itself, as it is built and shipped: headless, every request logged to a file, defaults for all else.
// @ts-check
/** @import { Peer } from "../types.ts" */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { startOn } from "../system/processes.mjs";

const command = fileURLToPath(new URL("../../out/cli.js", import.meta.url));
const manifest = fileURLToPath(new URL("../../package.json", import.meta.url));
const readyWithinMs = 10_000;

/** @type {Peer} */
export const evenkeel = {
  name: "Evenkeel",
  note: "one process, logs EVERY request, keeps decisions; console attached where the case says so",
  find() {
    if (!existsSync(command)) return { missing: "out/cli.js is not built: npm run build" };
    return { version: JSON.parse(readFileSync(manifest, "utf8")).version };
  },
  async start({ folder, backends, core, mode = "http", connections, hasConsole = false }) {
    const file = join(folder, "evenkeel.yaml");
    writeFileSync(file, config(backends, mode, connections));
    const console = hasConsole ? ["--console", "127.0.0.1:0"] : ["--no-console"];
    const args = ["serve", "--config", file, ...console, "--json", "--workspace", folder];
    const { child, pid, output, stop } = startOn(core, process.execPath, [command, ...args]);
    return { ...(await untilReady(child, output)), pid, stop };
  },
};

function config(
  /** @type {readonly number[]} */ backends,
  /** @type {string} */ mode,
  /** @type {number | undefined} */ connections,
) {
  const limits = connections === undefined ? "" : `, limits: { connections: ${connections} }`;
  return `version: 1
listeners:
  - { id: web, protocol: ${mode}, bind: 127.0.0.1:0, pool: app${limits} }
pools:
  - { id: app, servers: [${backends.map((backend) => `127.0.0.1:${backend}`).join(", ")}] }
log: { requests: all }
`;
}

/**
 * What the readiness line of `--json` says.
 * @param {import("node:child_process").ChildProcess} child
 * @param {() => string} output
 * @returns {Promise<{ port: number, console: import("../types.ts").ConsoleAddress | null }>}
 */
function untilReady(child, output) {
  return new Promise((resolve, reject) => {
    const fail = (/** @type {string} */ why) => reject(new Error(`Evenkeel ${why}: ${output()}`));
    const timer = setTimeout(() => fail("was not ready in time"), readyWithinMs);
    child.once("exit", () => fail("ended"));
    if (!child.stdout) return fail("has no output");
    const lines = createInterface(child.stdout);
    lines.on("line", (line) => {
      const { event, listeners, console } = JSON.parse(line);
      if (event !== "ready") return;
      clearTimeout(timer);
      lines.close();
      child.stdout?.resume();
      const address = listeners?.[0]?.address ?? "";
      resolve({ port: Number(address.slice(address.lastIndexOf(":") + 1)), console });
    });
  });
}

// Peers that are Node programs: http-proxy and http-proxy-3 in the smallest balancer they make, and a bare pipe to compare with.
// @ts-check
/** @import { Peer } from "../types.ts" */
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { freePort, untilListening } from "../system/ports.mjs";
import { startOn } from "../system/processes.mjs";

const require = createRequire(import.meta.url);
const scriptOf = (/** @type {string} */ name) =>
  fileURLToPath(new URL(`servers/${name}`, import.meta.url));

/** @returns {Promise<import("../types.ts").RunningProxy>} */
async function startScript(
  /** @type {string} */ script,
  /** @type {import("../types.ts").PeerContext} */ { backends, core },
  /** @type {string[]} */ ...args
) {
  const port = await freePort();
  const { pid, output, stop } = startOn(core, process.execPath, [
    "--no-deprecation",
    scriptOf(script),
    String(port),
    backends.join(),
    ...args,
  ]);
  await untilListening(port, output);
  return { port, pid, stop };
}

/** @returns {Peer} */
function modulePeer(/** @type {string} */ module) {
  return {
    name: module,
    note: "npm, keep-alive agent, no request log",
    find() {
      try {
        return { version: require(`${module}/package.json`).version };
      } catch {
        return { missing: `${module} is not installed` };
      }
    },
    start: (context) => startScript("module-relay.mjs", context, module),
  };
}

export const httpProxy = modulePeer("http-proxy");
export const httpProxy3 = modulePeer("http-proxy-3");

/** @type {Peer} */
export const nodePipe = {
  name: "bare pipe",
  note: "two Node sockets piped, no HTTP at all: not a peer",
  find: () => ({ version: process.versions.node }),
  start: (context) => startScript("pipe-relay.mjs", context),
};

/** @type {Peer} */
export const noProxy = {
  name: "no proxy",
  note: "straight to a server: what the others add to",
  find: () => ({ version: "" }),
  start: async ({ backends: [port = 0] }) => ({ port, pid: process.pid, stop: async () => {} }),
};

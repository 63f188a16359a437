// HAProxy as a peer: one thread, connections to the servers shared, no log.
// @ts-check
/** @import { Peer } from "../types.ts" */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort, untilListening } from "../system/ports.mjs";
import { probe, startOn } from "../system/processes.mjs";

/** @type {Peer} */
export const haproxy = {
  name: "HAProxy",
  note: "1 thread, no request log",
  find() {
    const version = /version (\d+\.\d+\.\d+)/.exec(probe("haproxy", ["-v"]) ?? "")?.[1];
    return version ? { version } : { missing: "haproxy is not installed" };
  },
  async start({ folder, backends, core, mode = "http", connections = 4_096 }) {
    const port = await freePort();
    const file = join(folder, "haproxy.cfg");
    writeFileSync(file, config(port, backends, mode, connections));
    const { pid, output, stop } = startOn(core, "haproxy", ["-db", "-f", file]);
    await untilListening(port, output);
    return { port, pid, stop };
  },
};

function config(
  /** @type {number} */ port,
  /** @type {readonly number[]} */ backends,
  /** @type {"http" | "tcp"} */ mode,
  /** @type {number} */ connections,
) {
  // Without this HAProxy wants two descriptors for each connection, idle or not, and does not start under a usual limit.
  return `
global
  nbthread 1
  no strict-limits
  maxconn ${connections}
defaults
  mode ${mode}
  timeout connect 3s
  timeout client 60s
  timeout server 60s
  ${mode === "http" ? "option forwardfor" : ""}
frontend web
  bind 127.0.0.1:${port}
  default_backend app
backend app
  balance roundrobin
  ${mode === "http" ? "http-reuse always" : ""}
${backends.map((backend, index) => `  server s${index + 1} 127.0.0.1:${backend}`).join("\n")}
`;
}

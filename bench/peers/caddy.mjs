// Caddy as a peer: round robin, no access log, its files in the bench's own folder.
// @ts-check
/** @import { Peer } from "../types.ts" */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort, untilListening } from "../system/ports.mjs";
import { probe, startOn } from "../system/processes.mjs";

/** @type {Peer} */
export const caddy = {
  name: "Caddy",
  note: "one core, so GOMAXPROCS 1; no request log",
  find() {
    const version = /v?(\d+\.\d+\.\d+)/.exec(probe("caddy", ["version"]) ?? "")?.[1];
    return version ? { version } : { missing: "caddy is not installed" };
  },
  async start({ folder, backends, core }) {
    const port = await freePort();
    const file = join(folder, "Caddyfile");
    writeFileSync(file, config(port, backends));
    const args = ["run", "--config", file, "--adapter", "caddyfile"];
    const { pid, output, stop } = startOn(core, "caddy", args, {
      env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
    });
    await untilListening(port, output);
    return { port, pid, stop };
  },
};

function config(/** @type {number} */ port, /** @type {readonly number[]} */ backends) {
  return `{
  admin off
  auto_https off
}
http://:${port} {
  bind 127.0.0.1
  reverse_proxy ${backends.map((backend) => `127.0.0.1:${backend}`).join(" ")} {
    lb_policy round_robin
  }
}
`;
}

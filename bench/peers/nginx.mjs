// nginx as a peer: one worker, kept connections to the servers, no access log.
// @ts-check
/** @import { Peer } from "../types.ts" */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort, untilListening } from "../system/ports.mjs";
import { probe, startOn } from "../system/processes.mjs";

/** @type {Peer} */
export const nginx = {
  name: "nginx",
  note: "1 worker, no request log",
  find() {
    const version = /nginx\/(\S+)/.exec(probe("nginx", ["-v"]) ?? "")?.[1];
    return version ? { version } : { missing: "nginx is not installed" };
  },
  async start({ folder, backends, core, connections = 4_096 }) {
    const port = await freePort();
    const file = join(folder, "nginx.conf");
    writeFileSync(file, config(folder, port, backends, connections));
    const { pid, output, stop } = startOn(core, "nginx", ["-p", folder, "-c", file]);
    await untilListening(port, output);
    return { port, pid, stop };
  },
};

function config(
  /** @type {string} */ folder,
  /** @type {number} */ port,
  /** @type {readonly number[]} */ backends,
  /** @type {number} */ connections,
) {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  return `
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log stderr crit;
events { worker_connections ${connections}; }
http {
  access_log off;
  ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join("\n  ")}
  keepalive_requests 100000000;
  upstream app {
    ${backends.map((backend) => `server 127.0.0.1:${backend};`).join("\n    ")}
    keepalive 64;
    keepalive_requests 100000000;
  }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://app;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    }
  }
}
`;
}

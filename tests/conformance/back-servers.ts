// Servers behind the balancer whose parsers are not ours: Node's lenient one, and nginx's where it is installed.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { connect, createServer as createNetServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listenOnFreePort } from "../support/balancer.ts";
import { eventually } from "./setting.ts";

export interface BackServer {
  readonly address: string;
  /** Whole requests in the order in which they were seen: `METHOD target content`. */
  readonly seen: string[];
  /** Targets of all heads seen, whole or not. */
  readonly heads: string[];
  close(): Promise<void>;
}

/** Node's server with its lenient parser. Answers every whole request with its own target and content. */
export async function startLenientNode(): Promise<BackServer> {
  const seen: string[] = [];
  const heads: string[] = [];
  const server = createServer({ insecureHTTPParser: true }, (message, response) => {
    heads.push(message.url ?? "");
    let content = "";
    message.setEncoding("latin1");
    message.on("data", (text: string) => {
      content += text;
    });
    message.on("error", () => {});
    message.on("end", () => {
      seen.push(`${message.method} ${message.url} ${content}`);
      response.end(`<${message.url}>`);
    });
  });
  const { address, kill } = await listenOnFreePort(server);
  return { address, seen, heads, close: kill };
}

/** Why nginx cannot be used, or undefined. */
export function nginxIsMissing(): string | undefined {
  try {
    execFileSync("nginx", ["-v"], { stdio: "ignore" });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function freePort(): Promise<number> {
  const server = createNetServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** nginx, which passes every request it reads on to a server of ours that writes it down. */
export async function startNginx(): Promise<BackServer> {
  const behind = await startLenientNode();
  const directory = mkdtempSync(join(tmpdir(), "evenkeel-nginx-"));
  const port = await freePort();
  writeFileSync(
    join(directory, "nginx.conf"),
    `daemon off; master_process off; worker_processes 1; pid ${directory}/nginx.pid; error_log ${directory}/error.log;
events { worker_connections 256; }
http {
  access_log off; keepalive_requests 1000000; client_max_body_size 0;
  ${["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${directory}/${name};`).join(" ")}
  upstream behind { server ${behind.address}; keepalive 8; }
  server {
    listen 127.0.0.1:${port};
    location / { proxy_pass http://behind; proxy_http_version 1.1; proxy_set_header Connection ""; }
  }
}
`,
  );
  const child: ChildProcess = spawn("nginx", ["-p", directory, "-c", "nginx.conf"], {
    stdio: "ignore",
  });
  const exited = once(child, "exit");
  let isUp = false;
  const attempt = () => {
    const socket = connect({ host: "127.0.0.1", port });
    socket.on("connect", () => {
      isUp = true;
      socket.destroy();
    });
    socket.on("error", () => void setTimeout(attempt, 20));
  };
  attempt();
  await eventually(() => isUp || child.exitCode !== null);
  if (!isUp) throw new Error(`nginx exited with ${child.exitCode}`);
  return {
    address: `127.0.0.1:${port}`,
    seen: behind.seen,
    heads: behind.heads,
    async close() {
      child.kill("SIGTERM");
      await exited;
      await behind.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

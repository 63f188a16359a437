// A whole host with the console's server in this process, and calls of its API as raw as a test needs them.
import { request } from "node:http";
import { connect, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import WebSocket from "ws";
import { startConsoleServer } from "../../headless/console/console-server.ts";
import { runningHost } from "./running-host.ts";
import { temporaryFolder } from "./temporary-folder.ts";

export const consoleToken = "t0ken-of-the-test";

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface Asking {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export async function runningConsole(text: string) {
  const running = await runningHost(text);
  const server = await startConsoleServer({
    host: running.host,
    bind: { host: "127.0.0.1", port: 0 },
    token: consoleToken,
    rendererDirectory: temporaryFolder(),
    metricsPath: "/metrics",
    version: "1.2.3",
  });
  onTestFinished(() => server.close());
  const { port } = server.address;

  return {
    ...running,
    url: server.url,
    port,
    /** With the token unless other headers say otherwise; any Host, any path. */
    ask: (verb: string, path: string, { headers, body }: Asking = {}) =>
      new Promise<Answer>((resolve, reject) => {
        // Node frames no body of a GET by itself.
        const length = body === undefined ? {} : { "content-length": `${Buffer.byteLength(body)}` };
        const all = { authorization: `Bearer ${consoleToken}`, ...length, ...headers };
        const options = { host: "127.0.0.1", port, method: verb, path, headers: all, agent: false };
        const outgoing = request(options, (response) => {
          let text = "";
          response.setEncoding("utf8");
          response.on("data", (chunk: string) => {
            text += chunk;
          });
          response.on("end", () =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
          );
        });
        outgoing.on("error", reject);
        outgoing.end(body);
      }),
    /** A WebSocket at /rpc with the token. */
    socket(options: WebSocket.ClientOptions = {}): WebSocket {
      const protocols = ["evenkeel.v1", `token.${consoleToken}`];
      const socket = new WebSocket(`ws://127.0.0.1:${port}/rpc`, protocols, options);
      onTestFinished(() => socket.terminate());
      return socket;
    },
    raw(): Socket {
      const socket = connect(port, "127.0.0.1");
      socket.on("error", () => {});
      onTestFinished(() => void socket.destroy());
      return socket;
    },
  };
}

export function errorOf({ status, body }: Answer): {
  status: number;
  code: string;
  message: string;
} {
  const { error } = JSON.parse(body) as { error: { code: string; message: string } };
  return { status, code: error.code, message: error.message };
}

// A server that answers health checks at once and every other request only when the spec lets it.
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { WriteConfiguration } from "./hosts/console-host.ts";

export interface HeldServer {
  /** Resolves when `count` requests wait in all. */
  held(count: number): Promise<void>;
  /** Answers all that wait with "done". */
  release(): void;
  readonly configuration: WriteConfiguration;
  close(): Promise<void>;
}

export async function startHeldServer(): Promise<HeldServer> {
  let waiting: ServerResponse[] = [];
  const server = createServer((request, response) => {
    request.resume();
    if (request.url === "/health") {
      response.end("ok");
      return;
    }
    waiting.push(response);
    server.emit("held");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    async held(count) {
      while (waiting.length < count) await once(server, "held");
    },
    release() {
      for (const response of waiting) response.end("done");
      waiting = [];
    },
    configuration: async () => `version: 1
listeners:
  - { id: web, protocol: http, bind: "127.0.0.1:0", pool: app }
pools:
  - id: app
    health: { type: http, path: /health, interval: 250ms, timeout: 500ms }
    servers:
      - { id: s1, address: "127.0.0.1:${port}" }
`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

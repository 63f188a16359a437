// The WebSocket at /rpc: who may open it, how many there are, and whether the other side is still there.
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { BalancerError } from "../../balancer-core/contract/balancer-error.ts";
import { maxFrameBytes } from "../../balancer-core/contract/envelope.ts";
import type { Host } from "../../balancer-core/host/types.ts";
import { bearerToken, isToken } from "./guards.ts";
import { type Answer, errorAnswer } from "./respond.ts";
import { createWebSocketTransport } from "./websocket-transport.ts";

/** Browsers cannot set Authorization on a WebSocket, so the token travels as a second subprotocol, `token.TOKEN`. */
const subprotocol = "evenkeel.v1";
const tokenPrefix = "token.";
const maxSockets = 64;
const heartbeatMs = 15_000;

export interface RpcSockets {
  /** Takes over an upgrade request that was already found to be for this server, from a page of this server. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): void;
}

export interface RpcSocketsOptions {
  readonly host: Host;
  readonly token: string;
}

export function createRpcSockets({ host, token }: RpcSocketsOptions): RpcSockets {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: maxFrameBytes,
    // Deflating would cost more than loopback bytes do, and memory for each connection.
    perMessageDeflate: false,
    // SECURITY: only the protocol's name is echoed, never the token beside it.
    handleProtocols: (offered) => (offered.has(subprotocol) ? subprotocol : false),
  });
  const answered = new WeakSet<WebSocket>();

  server.on("connection", (socket) => {
    answered.add(socket);
    socket.on("pong", () => answered.add(socket));
    host.serve(createWebSocketTransport(socket), "console");
  });
  const heartbeat = setInterval(() => {
    for (const socket of server.clients) {
      if (!answered.delete(socket)) socket.terminate();
      else socket.ping();
    }
  }, heartbeatMs);
  heartbeat.unref();

  return {
    upgrade(request, socket, head) {
      if (!isToken(offeredToken(request), token)) {
        refuseUpgrade(
          socket,
          new BalancerError("UNAUTHENTICATED", "the token is missing or wrong"),
        );
      } else if (server.clients.size >= maxSockets) {
        refuseUpgrade(
          socket,
          new BalancerError("TOO_MANY_REQUESTS", `${maxSockets} consoles are connected`),
        );
      } else {
        server.handleUpgrade(request, socket, head, (opened) => server.emit("connection", opened));
      }
    },
    close() {
      clearInterval(heartbeat);
      for (const socket of server.clients) {
        socket.close(1001, "the balancer is stopping");
      }
      server.close();
    },
  };
}

function offeredToken({ headers }: IncomingMessage): string | undefined {
  const offered = (headers["sec-websocket-protocol"] ?? "").split(",").map((name) => name.trim());
  const named = offered.find((name) => name.startsWith(tokenPrefix));
  return named?.slice(tokenPrefix.length) ?? bearerToken(headers.authorization);
}

/** Answers an upgrade request with an error and closes its connection. */
export function refuseUpgrade(socket: Duplex, error: BalancerError): void {
  const answer: Answer = errorAnswer(error);
  const lines = Object.entries(answer.headers).map(([name, value]) => `${name}: ${String(value)}`);
  socket.on("error", () => socket.destroy());
  socket.end(
    [
      `HTTP/1.1 ${answer.status} Refused`,
      ...lines,
      `content-length: ${Buffer.byteLength(answer.body)}`,
      "connection: close",
      "",
      answer.body,
    ].join("\r\n"),
    // SECURITY: the server's own timeouts do not know this socket any more; one that its client keeps open would stay for good.
    () => socket.destroy(),
  );
}

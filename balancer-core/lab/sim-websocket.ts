// The WebSocket side of a simulated HTTP server: every message comes back as it was sent.
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";

const longestMessageBytes = 1_048_576;
/** A client that sends and never reads is cut at this much of its own echo. */
const mostUnreadBytes = 4 * longestMessageBytes;

export type WebSocketEcho = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

export function createWebSocketEcho(): WebSocketEcho {
  const server = new WebSocketServer({ noServer: true, maxPayload: longestMessageBytes });
  return (request, socket, head) => {
    // Resets are everyday life here.
    socket.on("error", () => undefined);
    server.handleUpgrade(request, socket, head, (client) => {
      client.on("error", () => undefined);
      client.on("message", (message, isBinary) => {
        if (client.bufferedAmount > mostUnreadBytes) client.terminate();
        else client.send(message, { binary: isBinary });
      });
    });
  };
}

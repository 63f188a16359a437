// The RPC suite over a real WebSocket: the console's side in the test, the host's side through the headless adapter.
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import WebSocket, { WebSocketServer } from "ws";
import { createWebSocketTransport } from "../../headless/console/websocket-transport.ts";
import { describeRpcOver } from "../support/rpc-suite.ts";

describeRpcOver("WebSocket", async () => {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  await once(server, "listening");
  const accepted = once(server, "connection") as Promise<[WebSocket]>;
  const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await once(socket, "open");
  const [hostSocket] = await accepted;
  return {
    client: createWebSocketTransport(socket),
    host: createWebSocketTransport(hostSocket),
    async dispose() {
      socket.terminate();
      hostSocket.terminate();
      server.close();
      await once(server, "close");
    },
  };
});

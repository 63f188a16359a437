// The TCP side of a generator: each exchange is a connection that sends a line and waits for its echo.
import { connect, type Socket } from "node:net";
import { proxyHeaderOf, type TrafficClient } from "./traffic-client.ts";

/** How long the other side may take to close after us. */
const closeWaitMs = 2_000;

export function createTcpClient(): TrafficClient {
  const sockets = new Set<Socket>();
  let sequence = 0;
  return {
    send(target, done) {
      const { listener, parts } = target;
      const line = `${parts.path} ${++sequence}\n`;
      const socket = connect({
        host: listener.host,
        port: listener.port,
        noDelay: true,
        ...(parts.localAddress === undefined ? {} : { localAddress: parts.localAddress }),
      });
      sockets.add(socket);
      let received = "";
      let isOver = false;
      // 'close' follows every error, and an end before the whole echo.
      socket.on("error", () => undefined);
      socket.once("close", () => {
        sockets.delete(socket);
        if (!isOver) done("unanswered");
        isOver = true;
      });
      socket.setEncoding("utf8");
      socket.on("data", (chunk) => {
        received += chunk;
        if (isOver || received.length < line.length) return;
        isOver = true;
        done(received === line ? "succeeded" : "failed");
        socket.end();
        socket.setTimeout(closeWaitMs, () => socket.destroy());
      });
      const header = proxyHeaderOf(target);
      if (header !== null) socket.write(header);
      socket.write(line);
      return {
        cancel() {
          isOver = true;
          socket.destroy();
        },
      };
    },
    close() {
      for (const socket of sockets) socket.destroy();
    },
  };
}

// The TCP side of a generator: each exchange is a connection that sends a line and waits for its echo.
import { connect, type Socket } from "node:net";
import type { TrafficClient } from "./traffic-client.ts";

/** How long the other side may take to close after us. */
const closeWaitMs = 2_000;

export function createTcpClient(): TrafficClient {
  const sockets = new Set<Socket>();
  let sequence = 0;
  return {
    send(target, done) {
      const line = `${target.path} ${++sequence}\n`;
      const socket = connect({
        host: target.host,
        port: target.port,
        noDelay: true,
        ...(target.localAddress === undefined ? {} : { localAddress: target.localAddress }),
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

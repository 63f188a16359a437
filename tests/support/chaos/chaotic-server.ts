// A server that misbehaves as told: answers late, never, wrongly or in part, resets, crashes, and comes back on its port.
import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import type { Random } from "../../../balancer-core/ports.ts";

export const faults = [
  "fine",
  "late",
  "hang",
  "truncate",
  "reset",
  "garbage",
  "refuse",
  "crashed",
] as const;
export type Fault = (typeof faults)[number];

export interface ChaoticServer {
  readonly id: string;
  readonly address: string;
  /** What it does from now on; what is under way goes on as it began, unless it crashes. */
  suffer(fault: Fault): Promise<void>;
  close(): Promise<void>;
}

const body = "x".repeat(600);

export async function startChaoticServer(id: string, random: Random): Promise<ChaoticServer> {
  const sockets = new Set<Socket>();
  let fault: Fault = "fine";
  let server = await listen(0);
  const { port } = server.address() as { port: number };

  async function listen(wanted: number): Promise<Server> {
    const opening = createServer(serve).listen(wanted, "127.0.0.1");
    await once(opening, "listening");
    return opening;
  }

  function serve(socket: Socket): void {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    let text = "";
    socket.on("data", (bytes: Buffer) => {
      text += bytes.toString("latin1");
      for (;;) {
        const headEnd = text.indexOf("\r\n\r\n");
        if (headEnd === -1) return;
        const length = Number(/\r\ncontent-length: (\d+)/i.exec(text)?.[1] ?? 0);
        if (text.length < headEnd + 4 + length) return;
        const isCheck = text.startsWith("GET /health ");
        text = text.slice(headEnd + 4 + length);
        answer(socket, isCheck);
      }
    });
  }

  function answer(socket: Socket, isCheck: boolean): void {
    // Half of what it is asked goes wrong, so that checks, retries and ejection all have something to do.
    const present = isCheck || random() < 0.5 ? "fine" : fault;
    if (fault === "hang" || present === "hang") return;
    if (present === "reset") socket.resetAndDestroy();
    else if (present === "garbage") socket.write("HTTP/1.1 two hundred\r\n\r\n");
    else if (present === "refuse") socket.write("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
    else if (present === "truncate") {
      socket.end(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 99)}`);
    } else {
      const whole = `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
      if (present !== "late") socket.write(whole);
      else setTimeout(() => socket.destroyed || socket.write(whole), random() * 400);
    }
  }

  async function crash(): Promise<void> {
    if (!server.listening) return;
    const closed = once(server, "close");
    server.close();
    for (const socket of sockets) socket.resetAndDestroy();
    await closed;
  }

  return {
    id,
    address: `127.0.0.1:${port}`,
    async suffer(next) {
      fault = next;
      if (next === "crashed") await crash();
      else if (!server.listening) server = await listen(port);
    },
    close: crash,
  };
}

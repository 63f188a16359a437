// Servers on free loopback ports that say which of their connections a request came over, or exactly the bytes they are told to.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import {
  type AddressInfo,
  createServer as createNetServer,
  type Server,
  type Socket,
} from "node:net";

export interface TestServer {
  readonly address: string;
  readonly sockets: Set<Socket>;
  /** Connections accepted so far. */
  readonly accepted: number;
  /** Closes the port and resets its connections, as a crash does. */
  crash(): void;
  close(): Promise<void>;
}

export interface TaggedServer extends TestServer {
  readonly tag: string;
}

async function open(server: Server): Promise<TestServer> {
  const sockets = new Set<Socket>();
  let accepted = 0;
  server.on("connection", (socket: Socket) => {
    accepted++;
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    sockets,
    get accepted() {
      return accepted;
    },
    crash() {
      server.close();
      for (const socket of sockets) socket.resetAndDestroy();
    },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => void server.close(() => resolve()));
    },
  };
}

/** A handler that answers with this text, so late. */
export function saying(text: string, delayMs = 0) {
  return (message: IncomingMessage, response: ServerResponse): void => {
    message.resume();
    if (delayMs === 0) response.end(text);
    else setTimeout(() => response.end(text), delayMs);
  };
}

/** Answers with `tag`, the number of the connection, method and target, unless a handler answers otherwise. */
export async function createTaggedServer(
  tag: string,
  handler?: (request: IncomingMessage, response: ServerResponse, connection: number) => void,
): Promise<TaggedServer> {
  const numbers = new WeakMap<Socket, number>();
  let connections = 0;
  const server = createServer((request, response) => {
    const connection = numbers.get(request.socket) ?? 0;
    if (handler) handler(request, response, connection);
    else response.end(`${tag}#${connection} ${request.method} ${request.url}`);
  });
  server.on("connection", (socket) => void numbers.set(socket, ++connections));
  return Object.assign(await open(server), { tag });
}

/** Hands every connection to `serve` and speaks no protocol of its own. */
export function createRawServer(serve: (socket: Socket) => void): Promise<TestServer> {
  return open(createNetServer({ allowHalfOpen: true }, serve));
}

/** An address where nobody listens. */
export async function deadAddress(): Promise<string> {
  const server = await createRawServer(() => {});
  await server.close();
  return server.address;
}

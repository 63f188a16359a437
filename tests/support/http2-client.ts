// A client and servers of HTTP/2 for tests: one call asks and tells everything that came back.
import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  createSecureServer,
  createServer,
  type Http2SecureServer,
  type Http2Server,
  type OutgoingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from "node:http2";
import type { AddressInfo, Socket } from "node:net";

/** Names and values in turn. */
export type List = readonly string[];

export interface Http2Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly list: List;
  readonly interims: readonly number[];
  readonly trailers: Readonly<Record<string, unknown>> | null;
  readonly body: string;
  /** How the stream ended; 0 is in good order. */
  readonly code: number;
}

/** Everything about one stream, once it is closed. */
export function answerOf(stream: ClientHttp2Stream): Promise<Http2Answer> {
  return new Promise((resolve) => {
    let answer: Http2Answer = {
      ...{ status: 0, headers: {}, list: [], interims: [], trailers: null, body: "", code: 0 },
    };
    const interims: number[] = [];
    const chunks: Buffer[] = [];
    stream.on("headers", (headers) => void interims.push(Number(headers[":status"])));
    stream.on("response", (headers, _flags, list: List = []) => {
      answer = { ...answer, status: Number(headers[":status"]), headers, list };
    });
    stream.on("trailers", (trailers) => {
      answer = { ...answer, trailers };
    });
    stream.on("data", (bytes: Buffer) => void chunks.push(bytes));
    stream.on("error", () => {});
    stream.on("close", () => {
      const body = Buffer.concat(chunks).toString("latin1");
      resolve({ ...answer, interims, body, code: stream.rstCode ?? 0 });
    });
  });
}

export function ask(
  session: ClientHttp2Session,
  headers: OutgoingHttpHeaders = {},
  body?: string | Buffer,
): Promise<Http2Answer> {
  const stream = session.request({ ":path": "/", ...headers }, { endStream: body === undefined });
  const answer = answerOf(stream);
  if (body !== undefined) stream.end(body);
  return answer;
}

export function openSession(
  url: string,
  options: { readonly ca?: string; readonly settings?: object } = {},
): Promise<ClientHttp2Session> {
  const session = connect(url, options);
  return new Promise((resolve, reject) => {
    session.once("connect", () => resolve(session));
    session.on("error", reject);
  });
}

export interface Http2TestServer {
  readonly address: string;
  readonly sessions: Set<ServerHttp2Session>;
  /** Connections accepted so far. */
  readonly accepted: number;
  close(): Promise<void>;
}

export async function createHttp2Server(
  serve: (stream: ServerHttp2Stream, headers: Record<string, unknown>, list: List) => void,
  {
    secure,
    settings = {},
  }: { readonly secure?: { cert: string; key: string }; readonly settings?: object } = {},
): Promise<Http2TestServer> {
  const server: Http2Server | Http2SecureServer =
    secure === undefined ? createServer({ settings }) : createSecureServer({ ...secure, settings });
  const sessions = new Set<ServerHttp2Session>();
  const sockets = new Set<Socket>();
  let accepted = 0;
  server.on(secure === undefined ? "connection" : "secureConnection", (socket: Socket) => {
    accepted++;
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
  });
  server.on("session", (session: ServerHttp2Session) => {
    sessions.add(session);
    session.on("close", () => sessions.delete(session));
    session.on("error", () => {});
  });
  server.on("stream", (stream: ServerHttp2Stream, headers: object, _flags: number, list: List) => {
    stream.on("error", () => {});
    serve(stream, { ...headers }, list);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    sessions,
    get accepted() {
      return accepted;
    },
    close() {
      for (const session of sessions) session.destroy();
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => void server.close(() => resolve()));
    },
  };
}

// A client that says exactly the bytes it is told to and shows exactly the bytes it got.
import { connect, type Socket } from "node:net";

export interface RawClient {
  readonly socket: Socket;
  /** Everything received so far, one character per byte. */
  readonly text: string;
  readonly isClosed: boolean;
  send(bytes: string | Buffer): void;
  /** Sends FIN and keeps reading. */
  end(): void;
  destroy(): void;
  /** Resolves with everything received once it matches; rejects after eight seconds or when the connection closed before. */
  until(pattern: RegExp | string): Promise<string>;
  /** Resolves with everything received once the other side has closed. */
  untilClosed(): Promise<string>;
}

const patienceMs = 8_000;

export function connectRaw(address: string): Promise<RawClient> {
  const url = new URL(`http://${address}`);
  let text = "";
  let isClosed = false;
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const check of [...waiting]) check();
  };
  const socket = connect({ host: url.hostname, port: Number(url.port), allowHalfOpen: true });
  socket.setEncoding("latin1");
  socket.on("data", (bytes: string) => {
    text += bytes;
    wake();
  });
  const closed = () => {
    isClosed = true;
    wake();
  };
  socket.on("end", closed);
  socket.on("close", closed);
  socket.on("error", () => {});

  function wait(isThere: () => boolean, isPossible: () => boolean, what: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const done = (outcome: () => void) => {
        clearTimeout(timer);
        waiting.delete(check);
        outcome();
      };
      const check = () => {
        if (isThere()) done(() => resolve(text));
        else if (!isPossible())
          done(() => reject(new Error(`closed before ${what}: ${JSON.stringify(text)}`)));
      };
      const timer = setTimeout(() => {
        done(() => reject(new Error(`no ${what} in time: ${JSON.stringify(text.slice(-2_000))}`)));
      }, patienceMs);
      waiting.add(check);
      check();
    });
  }

  const client: RawClient = {
    socket,
    get text() {
      return text;
    },
    get isClosed() {
      return isClosed;
    },
    send: (bytes) => void socket.write(bytes, "latin1"),
    end: () => void socket.end(),
    destroy: () => void socket.destroy(),
    until(pattern) {
      const isThere = () =>
        typeof pattern === "string" ? text.includes(pattern) : pattern.test(text);
      return wait(isThere, () => !isClosed, String(pattern));
    },
    untilClosed: () =>
      wait(
        () => isClosed,
        () => true,
        "close",
      ),
  };
  return new Promise((resolve, reject) => {
    socket.once("connect", () => resolve(client));
    socket.once("error", reject);
  });
}

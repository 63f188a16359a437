// Lets accepted sockets read into one buffer that all share. Node gives each read of such a socket 64 KiB of its own, which costs
// a tenth of what relaying a small request does; for sockets it connects there is `onread`, for those it accepts there is not.
import { type OnReadOpts, Socket, type SocketConstructorOpts } from "node:net";

/** What is not in Node's documentation and therefore looked at before it is used. */
interface HandleOwner {
  _handle: object | null;
}

/** Takes what was read, `lent[0..end)`. SECURITY: lent for the call only; the next read, of whichever client, overwrites it. */
export type TakeLent = (lent: Buffer, end: number) => void;

const readBuffer = Buffer.allocUnsafeSlow(65_536);
/** Those that read into the buffer, and who takes what they read; null for whoever listens to `data`, who gets a copy. */
const takers = new WeakMap<Socket, { take: TakeLent | null }>();

/**
 * The same connection as a socket that reads into the shared buffer and emits `data` as any other; to be called before anyone
 * listens or reads. Where this Node does not allow it, the socket itself.
 */
export function readIntoSharedBuffer(accepted: Socket): Socket {
  const owner = accepted as unknown as HandleOwner;
  const handle = owner._handle;
  if (handle === null || typeof handle !== "object" || !("useUserBuffer" in handle)) {
    return accepted;
  }
  const reader: { take: TakeLent | null } = { take: null };
  const options: SocketConstructorOpts & { handle: object; onread: OnReadOpts } = {
    handle,
    allowHalfOpen: accepted.allowHalfOpen,
    readable: true,
    writable: true,
    onread: {
      buffer: readBuffer,
      callback(length) {
        if (reader.take !== null) reader.take(readBuffer, length);
        else socket.emit("data", Buffer.from(readBuffer.subarray(0, length)));
        return true;
      },
    },
  };
  const socket = new Socket(options);
  takers.set(socket, reader);
  // The connection has one owner: the empty shell ends without touching it and is no longer counted by its server.
  owner._handle = null;
  accepted.destroy();
  return socket;
}

/** Lends what the socket reads to `take` in place of `data`; null goes back to that. False where nothing can be lent. */
export function lendReads(socket: Socket, take: TakeLent | null): boolean {
  const reader = takers.get(socket);
  if (reader === undefined) return false;
  reader.take = take;
  return true;
}

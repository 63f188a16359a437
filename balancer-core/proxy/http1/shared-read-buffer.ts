// Lets accepted sockets read into one buffer that all share. Node gives each read of such a socket 64 KiB of its own, which costs
// a tenth of what relaying a small request does; for sockets it connects there is `onread`, for those it accepts there is not.
import { type OnReadOpts, Socket, type SocketConstructorOpts } from "node:net";

/** What is not in Node's documentation and therefore looked at before it is used. */
interface HandleOwner {
  _handle: object | null;
}

// Nobody keeps what is read here: it is copied, in its real length, before anyone sees it.
const readBuffer = Buffer.allocUnsafeSlow(65_536);

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
  const options: SocketConstructorOpts & { handle: object; onread: OnReadOpts } = {
    handle,
    allowHalfOpen: accepted.allowHalfOpen,
    readable: true,
    writable: true,
    onread: {
      buffer: readBuffer,
      callback(length) {
        socket.emit("data", Buffer.from(readBuffer.subarray(0, length)));
        return true;
      },
    },
  };
  const socket = new Socket(options);
  // The connection has one owner: the empty shell ends without touching it and is no longer counted by its server.
  owner._handle = null;
  accepted.destroy();
  return socket;
}

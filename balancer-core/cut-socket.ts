// Cutting a connection so that the other side can tell it from an end: with a reset, where there can be one.
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";

export function cutSocket(socket: Socket): void {
  // libuv resets nothing that is just sending its end, and Node then forgets the connection without closing it: its file and the
  // process stay open for good.
  const isEnding = socket.writableEnded && !socket.writableFinished;
  // A secured connection that ends without its closing message is as good as reset, which Node cannot do with one.
  if (isEnding || socket instanceof TLSSocket) socket.destroy();
  else socket.resetAndDestroy();
}

// Passing an end on: behind everything that is still to be written, not together with it. What is just ending cannot be reset,
// so that the reader of a connection that is cut then would take the cut for the end.
import type { Socket } from "node:net";

const nothing = Buffer.alloc(0);

export function endBehind(sink: Socket): void {
  if (sink.writableLength === 0) sink.end();
  else sink.write(nothing, (error) => error ?? sink.end());
}

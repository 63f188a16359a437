// Lines that wait to be written, as bytes in buffers that are used again: what a log keeps must not burden the garbage
// collector, which would copy every line kept as a string. Bounded; knows nothing of files.
import type { LineRoom } from "./line-pieces.ts";

export interface LineBatches {
  readonly isEmpty: boolean;
  /** All that is kept. */
  readonly bytes: number;
  /** Whether a batch is full and only waits to be written. */
  readonly isOneFull: boolean;
  /** False when the line is beyond the bound; it is not kept then. */
  add(line: string): boolean;
  /** Where a line of at most so many bytes may be put, until anything else is asked of the batches; null beyond the bound. */
  room(bytes: number): LineRoom | null;
  /** A line was put into the room and ends there. */
  filledTo(end: number): void;
  /** The oldest batch, full or not, which grows no more; null when there is nothing. */
  oldest(): Buffer | null;
  /** The oldest batch is done with. Its buffer is filled anew, so nobody may hold on to it. */
  removeOldest(): void;
}

/** A character takes at most this many bytes of UTF-8 (one outside the basic plane is two characters). */
const mostBytesOfCharacter = 3;
/** Buffers kept for the next batches: one is filled while another is written. */
const mostSpares = 2;

/** A buffer for a batch, and where the next line goes. */
class Batch implements LineRoom {
  readonly bytes: Buffer;
  readonly view: DataView;
  at = 0;

  constructor(bytes: number) {
    this.bytes = Buffer.allocUnsafeSlow(bytes);
    this.view = new DataView(this.bytes.buffer, this.bytes.byteOffset, bytes);
  }
}

export function createLineBatches(batchBytes: number, mostBytes: number): LineBatches {
  const closed: Batch[] = [];
  const spares: Batch[] = [];
  let filling: Batch | null = null;
  let closedBytes = 0;

  function close(): void {
    if (filling === null || filling.at === 0) return;
    closed.push(filling);
    closedBytes += filling.at;
    filling = null;
  }

  const waiting = () => closedBytes + (filling?.at ?? 0);

  function roomOf(bytes: number): Batch {
    if (filling !== null && filling.at + bytes <= filling.bytes.length) return filling;
    close();
    filling = bytes > batchBytes ? new Batch(bytes) : (spares.pop() ?? new Batch(batchBytes));
    return filling;
  }

  return {
    get isEmpty() {
      return waiting() === 0;
    },
    get bytes() {
      return waiting();
    },
    get isOneFull() {
      return closed.length > 0;
    },
    add(line) {
      if (waiting() + line.length > mostBytes) return false;
      const batch = roomOf(line.length * mostBytesOfCharacter);
      batch.at += batch.bytes.write(line, batch.at);
      return true;
    },
    room: (bytes) => (waiting() + bytes > mostBytes ? null : roomOf(bytes)),
    filledTo(end) {
      if (filling !== null) filling.at = end;
    },
    oldest() {
      if (closed.length === 0) close();
      const batch = closed[0];
      return batch === undefined ? null : batch.bytes.subarray(0, batch.at);
    },
    removeOldest() {
      const written = closed.shift();
      if (written === undefined) return;
      closedBytes -= written.at;
      // One made for a single long line is not worth keeping.
      if (written.bytes.length !== batchBytes || spares.length >= mostSpares) return;
      written.at = 0;
      spares.push(written);
    },
  };
}

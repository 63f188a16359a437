// Lines that wait to be written, as bytes in buffers that are used again: what a log keeps must not burden the garbage
// collector, which would copy every line kept as a string. Bounded; knows nothing of files.

export interface LineBatches {
  readonly isEmpty: boolean;
  /** All that is kept. */
  readonly bytes: number;
  /** Whether a batch is full and only waits to be written. */
  readonly isOneFull: boolean;
  /** False when the line is beyond the bound; it is not kept then. */
  add(line: string): boolean;
  /** The oldest batch, full or not, which grows no more; null when there is nothing. */
  oldest(): Buffer | null;
  /** The oldest batch is done with. Its buffer is filled anew, so nobody may hold on to it. */
  removeOldest(): void;
}

/** A character takes at most this many bytes of UTF-8 (one outside the basic plane is two characters). */
const mostBytesOfCharacter = 3;
/** Buffers kept for the next batches: one is filled while another is written. */
const mostSpares = 2;

export function createLineBatches(batchBytes: number, mostBytes: number): LineBatches {
  const closed: Buffer[] = [];
  const spares: Buffer[] = [];
  let filling: Buffer = Buffer.alloc(0);
  let filled = 0;
  let closedBytes = 0;

  function close(): void {
    if (filled === 0) return;
    closed.push(filling.subarray(0, filled));
    closedBytes += filled;
    filling = Buffer.alloc(0);
    filled = 0;
  }

  return {
    get isEmpty() {
      return filled === 0 && closed.length === 0;
    },
    get bytes() {
      return closedBytes + filled;
    },
    get isOneFull() {
      return closed.length > 0;
    },
    add(line) {
      if (closedBytes + filled + line.length > mostBytes) return false;
      const room = line.length * mostBytesOfCharacter;
      if (filled + room > filling.length) {
        close();
        filling =
          room > batchBytes
            ? Buffer.allocUnsafeSlow(room)
            : (spares.pop() ?? Buffer.allocUnsafeSlow(batchBytes));
      }
      filled += filling.write(line, filled);
      return true;
    },
    oldest() {
      if (closed.length === 0) close();
      return closed[0] ?? null;
    },
    removeOldest() {
      const written = closed.shift();
      if (written === undefined) return;
      closedBytes -= written.length;
      // One made for a single long line is not worth keeping.
      if (written.buffer.byteLength === batchBytes && spares.length < mostSpares) {
        spares.push(Buffer.from(written.buffer));
      }
    },
  };
}

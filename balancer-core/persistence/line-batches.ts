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
  return new Batches(batchBytes, mostBytes);
}

class Batches implements LineBatches {
  readonly #batchBytes: number;
  readonly #mostBytes: number;
  readonly #closed: Batch[] = [];
  readonly #spares: Batch[] = [];
  #filling: Batch | null = null;
  #closedBytes = 0;

  constructor(batchBytes: number, mostBytes: number) {
    this.#batchBytes = batchBytes;
    this.#mostBytes = mostBytes;
  }

  get isEmpty(): boolean {
    return this.bytes === 0;
  }

  get bytes(): number {
    return this.#closedBytes + (this.#filling?.at ?? 0);
  }

  get isOneFull(): boolean {
    return this.#closed.length > 0;
  }

  add(line: string): boolean {
    if (this.bytes + line.length > this.#mostBytes) return false;
    const batch = this.#roomOf(line.length * mostBytesOfCharacter);
    batch.at += batch.bytes.write(line, batch.at);
    return true;
  }

  room(bytes: number): LineRoom | null {
    return this.bytes + bytes > this.#mostBytes ? null : this.#roomOf(bytes);
  }

  filledTo(end: number): void {
    if (this.#filling !== null) this.#filling.at = end;
  }

  oldest(): Buffer | null {
    if (this.#closed.length === 0) this.#close();
    const batch = this.#closed[0];
    return batch === undefined ? null : batch.bytes.subarray(0, batch.at);
  }

  removeOldest(): void {
    const written = this.#closed.shift();
    if (written === undefined) return;
    this.#closedBytes -= written.at;
    // One made for a single long line is not worth keeping.
    if (written.bytes.length !== this.#batchBytes || this.#spares.length >= mostSpares) return;
    written.at = 0;
    this.#spares.push(written);
  }

  #roomOf(bytes: number): Batch {
    const filling = this.#filling;
    if (filling !== null && filling.at + bytes <= filling.bytes.length) return filling;
    this.#close();
    const batch =
      bytes > this.#batchBytes
        ? new Batch(bytes)
        : (this.#spares.pop() ?? new Batch(this.#batchBytes));
    this.#filling = batch;
    return batch;
  }

  #close(): void {
    if (this.#filling === null || this.#filling.at === 0) return;
    this.#closed.push(this.#filling);
    this.#closedBytes += this.#filling.at;
    this.#filling = null;
  }
}

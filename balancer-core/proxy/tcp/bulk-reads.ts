// What a plain connection to a server reads into: one buffer that all of them share, out of which a little is copied, and one of
// its own while much comes, which is passed on without a copy. Node alone makes 64 KiB for each read, for a fifth of all costs.
import type { OnReadOpts, Socket } from "node:net";
import { giveBackRelayBuffer, relayReadBytes, takeRelayBuffer } from "../relay-buffers.ts";
import { endBehind } from "./end-behind.ts";

const sharedBuffer = Buffer.allocUnsafeSlow(relayReadBytes);
/** A read of so much is one of many; a shorter one is the last for now. */
const muchBytes = relayReadBytes / 2;
/** 16 MiB at most; one that rests behind its last large read keeps its own. */
const mostOwn = 256;
let ownBuffers = 0;

export class BulkReads {
  /** For `connect`, so that the socket emits no `data`. */
  readonly onread: OnReadOpts = {
    buffer: () => this.#own ?? sharedBuffer,
    callback: (length, buffer) => this.#read(buffer as Buffer, length),
  };
  #own: Buffer | null = null;
  /** The sink still writes what is in the own buffer. */
  #isLent = false;
  #source: Socket | null = null;
  #sink: Socket | null = null;
  #moved: (bytes: number) => void = () => undefined;

  /** Everything read goes to the sink. To be called in the source's `connect` event, before which nothing is read. */
  passOn(source: Socket, sink: Socket, moved: (bytes: number) => void): void {
    this.#source = source;
    this.#sink = sink;
    this.#moved = moved;
    sink.on("drain", () => void source.resume());
    source.on("end", () => endBehind(sink));
    source.on("close", () => this.#giveBack());
  }

  /** Whether to read on. */
  #read(buffer: Buffer, length: number): boolean {
    const sink = this.#sink as Socket;
    this.#moved(length);
    if (buffer !== this.#own) {
      const hasRoom = sink.write(Buffer.from(buffer.subarray(0, length)));
      if (length >= muchBytes) this.#takeOwn();
      return hasRoom || sink.writableLength === 0;
    }
    sink.write(buffer.subarray(0, length), this.#written);
    // SECURITY: nothing is read into it before all of it is with the system.
    this.#isLent = sink.writableLength > 0;
    if (!this.#isLent && length < muchBytes) this.#giveBack();
    return !this.#isLent;
  }

  readonly #written = (error?: Error | null): void => {
    if (!this.#isLent || error || this.#sink?.writableLength !== 0) return;
    this.#isLent = false;
    this.#source?.resume();
  };

  #takeOwn(): void {
    if (ownBuffers >= mostOwn) return;
    ownBuffers += 1;
    this.#own = takeRelayBuffer(relayReadBytes);
  }

  #giveBack(): void {
    if (this.#own === null) return;
    // One that is still being written when its source is gone is left to the collector, if it is never written.
    if (!this.#isLent) giveBackRelayBuffer(this.#own);
    this.#own = null;
    ownBuffers -= 1;
  }
}

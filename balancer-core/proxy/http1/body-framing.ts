// Where a body ends: by length, by chunks or by the end of the connection. Reads one framing and writes another in one pass.
import { ChunkedDecoder } from "./chunked-decoder.ts";

export type BodyKind = "none" | "length" | "chunked" | "until-close";

/** `contentLength` of a message that gives none. */
export const noLength = -1;
const maxLengthDigits = 16;

/** A Content-Length of digits only, at most 2^53-1; -1 for anything else. */
export function readLength(bytes: Uint8Array, start: number, end: number): number {
  if (end === start || end - start > maxLengthDigits) return -1;
  let length = 0;
  for (let index = start; index < end; index++) {
    const digit = (bytes[index] as number) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    length = length * 10 + digit;
  }
  return length <= Number.MAX_SAFE_INTEGER ? length : -1;
}

/** Room that `BodyReader.transfer` may need beyond the bytes it is given. */
export const framingOverhead = 64;
const muchBytes = 131_072;
export const lastChunk = Buffer.from("0\r\n\r\n", "latin1");

/** The last chunk with these whole lines behind it, one character per byte. */
export function lastChunkWith(trailers: string): Buffer {
  return trailers === "" ? lastChunk : Buffer.from(`0\r\n${trailers}\r\n`, "latin1");
}

/** Reads one body piece by piece. `malformed` is final. */
export class BodyReader {
  kind: BodyKind;
  isDone: boolean;
  malformed = false;
  /** Bytes of content seen, without framing. */
  total = 0;
  /** After `transfer`: where in the given bytes the body stopped taking. */
  position = 0;
  /** Whether trailers go out behind the last chunk. Whoever reads without chunks gets none. */
  passesTrailers = false;
  /** Once done: the last chunk with the trailers, which goes out behind what `transfer` wrote; it could exceed its room. */
  tail: Buffer | null = null;
  #remaining: number;
  readonly #decoder: ChunkedDecoder | null;

  constructor(kind: BodyKind, length: number) {
    this.kind = kind;
    this.isDone = kind === "none" || (kind === "length" && length === 0);
    this.#remaining = kind === "length" ? length : 0;
    this.#decoder = kind === "chunked" ? new ChunkedDecoder() : null;
  }

  /**
   * Copies the content of `bytes[position..end)` to `out` from `at`, in chunks when `asChunks` says so, with the last
   * chunk when it is over and `tail` does not hold it. Returns where it stopped writing. `out` must have room for the bytes and `framingOverhead`.
   */
  transfer(
    bytes: Buffer,
    position: number,
    end: number,
    out: Buffer,
    at: number,
    asChunks: boolean,
  ): number {
    let cursor = position;
    let written = at;
    if (this.#decoder !== null) {
      while (!this.isDone && cursor < end) {
        cursor = this.#decoder.next(bytes, cursor, end);
        if (this.#decoder.malformed) {
          this.malformed = true;
          break;
        }
        const { dataStart, dataEnd } = this.#decoder;
        if (dataEnd > dataStart)
          written = this.#put(bytes, dataStart, dataEnd, out, written, asChunks);
        this.isDone = this.#decoder.isDone;
      }
    } else if (!this.isDone) {
      const take = this.kind === "length" ? Math.min(this.#remaining, end - cursor) : end - cursor;
      if (take > 0) written = this.#put(bytes, cursor, cursor + take, out, written, asChunks);
      cursor += take;
      if (this.kind === "length") {
        this.#remaining -= take;
        this.isDone = this.#remaining === 0;
      }
    }
    this.position = cursor;
    if (!this.isDone || !asChunks || cursor === position) return written;
    const trailers = this.passesTrailers ? this.trailers : "";
    if (trailers !== "") {
      this.tail = lastChunkWith(trailers);
      return written;
    }
    lastChunk.copy(out, written);
    return written + lastChunk.length;
  }

  /** Once done: the lines that stood behind the last chunk, one character per byte; empty without. */
  get trailers(): string {
    return this.#decoder?.trailerLines?.toString("latin1") ?? "";
  }

  /** Whether more than a few reads are to come of a body by length. */
  get hasMuchLeft(): boolean {
    return this.#remaining > muchBytes;
  }

  /** Takes bytes of a body by length that is passed on as it is; returns how many of them belong to it. */
  take(available: number): number {
    const taken = Math.min(this.#remaining, available);
    this.#remaining -= taken;
    this.total += taken;
    this.isDone = this.#remaining === 0;
    return taken;
  }

  #put(
    bytes: Buffer,
    start: number,
    end: number,
    out: Buffer,
    at: number,
    asChunks: boolean,
  ): number {
    let written = at;
    this.total += end - start;
    if (asChunks) written += out.write(`${(end - start).toString(16)}\r\n`, written, "latin1");
    written += bytes.copy(out, written, start, end);
    if (asChunks) {
      out[written++] = 0x0d;
      out[written++] = 0x0a;
    }
    return written;
  }
}

// The beginning of a head that did not come in one piece, gathered until it is worth reading again.
import { LF } from "./tokens.ts";

/** Up to here every byte is worth a look, so that what is not HTTP is refused at once. */
const alwaysReadBytes = 256;

/**
 * SECURITY: a head is read from its beginning each time. Reading it for every byte that drips in would let a client turn one
 * small packet into thousands of steps; only the end of a line, of which a head has few, or the limit is a reason to.
 */
export class PartialHead {
  #storage: Buffer;
  #length: number;

  /** Copies the bytes, which may be lent. */
  constructor(bytes: Buffer) {
    this.#storage = Buffer.allocUnsafe(Math.max(2 * bytes.length, 512));
    this.#length = bytes.copy(this.#storage);
  }

  /** Everything gathered; good until `add`. */
  get bytes(): Buffer {
    return this.#storage.subarray(0, this.#length);
  }

  /** Adds bytes, and says whether reading again may tell more than before. */
  add(bytes: Buffer, maxBytes: number): boolean {
    const length = this.#length + bytes.length;
    if (length > this.#storage.length) {
      const larger = Buffer.allocUnsafe(2 * length);
      this.#storage.copy(larger, 0, 0, this.#length);
      this.#storage = larger;
    }
    bytes.copy(this.#storage, this.#length);
    this.#length = length;
    return length <= alwaysReadBytes || length > maxBytes || bytes.includes(LF);
  }
}

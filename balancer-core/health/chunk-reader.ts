// Takes the chunks of a body apart (RFC 9112, 7.1), as they come. For answers to checks only: it ends with the body, and what
// follows is nobody's.

const CR = 0x0d;
const LF = 0x0a;
/** A size and its extensions, or a trailer. */
const longestLine = 4_096;

export class ChunkReader {
  #phase: "size" | "data" | "end-of-data" | "trailers" = "size";
  #line = "";
  #left = 0;

  /** `piece` gets what is body, lent for the call. */
  take(bytes: Buffer, piece: (bytes: Buffer) => void): "more" | "done" | "malformed" {
    let at = 0;
    while (at < bytes.length) {
      if (this.#phase === "data") {
        const end = Math.min(bytes.length, at + this.#left);
        piece(bytes.subarray(at, end));
        this.#left -= end - at;
        at = end;
        if (this.#left === 0) this.#phase = "end-of-data";
        continue;
      }
      const byte = bytes[at++] as number;
      if (byte !== LF) {
        if (byte !== CR) this.#line += String.fromCharCode(byte);
        if (this.#line.length > longestLine) return "malformed";
        continue;
      }
      const line = this.#line;
      this.#line = "";
      if (this.#phase === "trailers") {
        if (line === "") return "done";
      } else if (this.#phase === "end-of-data") {
        if (line !== "") return "malformed";
        this.#phase = "size";
      } else {
        const size = /^([0-9a-f]{1,8})[ \t]*(?:;.*)?$/i.exec(line)?.[1];
        if (size === undefined) return "malformed";
        this.#left = Number.parseInt(size, 16);
        this.#phase = this.#left === 0 ? "trailers" : "data";
      }
    }
    return "more";
  }
}

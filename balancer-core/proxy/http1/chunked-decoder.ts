// The chunked coding (RFC 9112, 7.1), read strictly: sizes of 1 to 16 hexadecimal digits, extensions by their grammar and
// within a limit, trailers checked and kept as they came.
import { FieldTable, fieldKinds, INCOMPLETE, readFieldLines } from "./head-fields.ts";
import { CR, HTAB, hexValue, isTokenByte, isValueByte, LF } from "./tokens.ts";

const maxSizeDigits = 16;
/** Extensions mean nothing to us and are dropped; a body may not hide more than this many bytes in them. */
const maxExtensionBytes = 4_096;
const maxTrailerBytes = 8_192;
const maxTrailers = 32;

const SEMICOLON = 0x3b;
const EQUALS = 0x3d;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * SECURITY: fields that frame, route, authenticate or say how content is read must come before the content is handled
 * (RFC 9110, 6.5.1); in a trailer they would slip past whoever looked at the head.
 */
export const refusedTrailers: ReadonlySet<string> = new Set([
  "authorization",
  "cache-control",
  "content-encoding",
  "content-range",
  "content-type",
  "cookie",
  "max-forwards",
  "pragma",
  "range",
  "set-cookie",
  "trailer",
  "www-authenticate",
]);

const states = {
  size: 0,
  extensionName: 1,
  extensionValueStart: 2,
  extensionValue: 3,
  quoted: 4,
  quotedEscape: 5,
  quotedEnd: 6,
  sizeLineFeed: 7,
  data: 8,
  dataReturn: 9,
  dataLineFeed: 10,
  trailers: 11,
} as const;

export class ChunkedDecoder {
  isDone = false;
  malformed = false;
  /** After `next`: the content found; empty when the bytes were framing only. */
  dataStart = 0;
  dataEnd = 0;
  /** Once done: the lines of the trailers, each with its end; null when there are none. */
  trailerLines: Buffer | null = null;
  #state: (typeof states)[keyof typeof states] = states.size;
  #digits = 0;
  #remaining = 0;
  #extensionBytes = 0;
  #nameBytes = 0;
  #trailers: Buffer | null = null;

  /** Goes on at `position` up to the end of one piece of content, of the body or of the bytes; returns where it stopped. */
  next(bytes: Buffer, position: number, end: number): number {
    this.dataStart = position;
    this.dataEnd = position;
    let cursor = position;
    while (cursor < end) {
      if (this.#state === states.data) {
        const take = Math.min(this.#remaining, end - cursor);
        this.dataStart = cursor;
        this.dataEnd = cursor + take;
        this.#remaining -= take;
        if (this.#remaining === 0) this.#state = states.dataReturn;
        return cursor + take;
      }
      if (this.#state === states.trailers) return this.#readTrailers(bytes, cursor, end);
      if (!this.#step(bytes[cursor] as number)) {
        this.malformed = true;
        return cursor;
      }
      cursor++;
    }
    return cursor;
  }

  /** One byte of framing; false when it may not stand there. */
  #step(byte: number): boolean {
    switch (this.#state) {
      case states.size: {
        const digit = hexValue[byte] as number;
        if (digit >= 0) {
          this.#remaining = this.#remaining * 16 + digit;
          return ++this.#digits <= maxSizeDigits && this.#remaining <= Number.MAX_SAFE_INTEGER;
        }
        return this.#digits > 0 && this.#afterSize(byte);
      }
      case states.sizeLineFeed:
        if (byte !== LF) return false;
        this.#state = this.#remaining === 0 ? states.trailers : states.data;
        this.#digits = 0;
        return true;
      case states.dataReturn:
        this.#state = states.dataLineFeed;
        return byte === CR;
      case states.dataLineFeed:
        this.#state = states.size;
        return byte === LF;
      default:
        return this.#extensionStep(byte);
    }
  }

  #afterSize(byte: number): boolean {
    if (byte === CR) this.#state = states.sizeLineFeed;
    else if (byte === SEMICOLON) this.#state = states.extensionName;
    else return false;
    this.#nameBytes = 0;
    return true;
  }

  #extensionStep(byte: number): boolean {
    if (++this.#extensionBytes > maxExtensionBytes) return false;
    switch (this.#state) {
      case states.extensionName:
        if (isTokenByte[byte] === 1) {
          this.#nameBytes++;
          return true;
        }
        if (this.#nameBytes === 0) return false;
        if (byte !== EQUALS) return this.#afterSize(byte);
        this.#state = states.extensionValueStart;
        return true;
      case states.extensionValueStart:
        this.#state = byte === QUOTE ? states.quoted : states.extensionValue;
        return byte === QUOTE || isTokenByte[byte] === 1;
      case states.extensionValue:
        return isTokenByte[byte] === 1 || this.#afterSize(byte);
      case states.quoted:
        if (byte === QUOTE) this.#state = states.quotedEnd;
        else if (byte === BACKSLASH) this.#state = states.quotedEscape;
        // Only visible ASCII, space and tab: obs-text has no business in something we drop.
        return isValueByte[byte] === 1 && byte < 0x7f;
      case states.quotedEscape:
        this.#state = states.quoted;
        return byte === HTAB || (byte >= 0x20 && byte < 0x7f);
      default:
        return this.#afterSize(byte);
    }
  }

  #readTrailers(bytes: Buffer, cursor: number, end: number): number {
    this.dataStart = cursor;
    this.dataEnd = cursor;
    // Nearly always there are none, and the empty line is all there.
    if (this.#trailers === null && end - cursor >= 2 && bytes[cursor] === CR) {
      this.malformed = bytes[cursor + 1] !== LF;
      this.isDone = !this.malformed;
      return cursor + 2;
    }
    const before = this.#trailers?.length ?? 0;
    const fresh = bytes.subarray(cursor, end);
    if (this.#trailers !== null && !fresh.includes(LF)) {
      // SECURITY: without the end of a line there is nothing new to read; see PartialHead.
      this.#trailers = Buffer.concat([this.#trailers, fresh]);
      this.malformed = this.#trailers.length > maxTrailerBytes;
      return end;
    }
    // Copied, since the bytes given are only lent.
    const all =
      this.#trailers === null ? Buffer.from(fresh) : Buffer.concat([this.#trailers, fresh]);
    const table = new FieldTable();
    const bodyEnd = readFieldLines(all, 0, all.length, table, maxTrailers);
    if (bodyEnd === INCOMPLETE) {
      this.#trailers = all;
      this.malformed = all.length > maxTrailerBytes;
      return end;
    }
    if (bodyEnd < 0 || bodyEnd > maxTrailerBytes || !areTrailers(all, table)) {
      this.malformed = true;
      return cursor;
    }
    this.isDone = true;
    if (table.count > 0) this.trailerLines = all.subarray(0, bodyEnd - 2);
    return cursor + bodyEnd - before;
  }
}

function areTrailers(bytes: Buffer, table: FieldTable): boolean {
  for (let index = 0; index < table.count; index++) {
    if (table.kinds[index] !== fieldKinds.other) return false;
    const name = bytes.toString("latin1", table.lineStarts[index], table.nameEnds[index]);
    if (refusedTrailers.has(name.toLowerCase())) return false;
  }
  return true;
}

// Text put straight into a buffer of bytes: constant pieces eight bytes at a time, numbers digit by digit. Joining as many strings and
// flattening them costs three times as much. Whoever puts something has made sure of the room.

/** Where a line is put: the same bytes twice, and where the next one goes. */
export interface LineRoom {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly at: number;
}

const wordBytes = 8;
/** A piece is put in whole words: so many bytes behind its end may be overwritten. */
export const pieceOvershoot = wordBytes - 1;

/** A text that is put often. It is kept as numbers, which no valid UTF-8 can make a NaN, so that every bit survives. */
export class LinePiece {
  readonly length: number;
  readonly #words: Float64Array;

  constructor(text: string) {
    const bytes = Buffer.from(text);
    this.length = bytes.length;
    this.#words = new Float64Array(Math.ceil(bytes.length / wordBytes));
    const padded = new DataView(new ArrayBuffer(this.#words.length * wordBytes));
    for (let index = 0; index < bytes.length; index += 1) {
      padded.setUint8(index, bytes[index] as number);
    }
    for (let index = 0; index < this.#words.length; index += 1) {
      this.#words[index] = padded.getFloat64(index * wordBytes, true);
    }
  }

  /** Returns where the next thing goes, as all of these do. */
  put({ view }: LineRoom, at: number): number {
    const words = this.#words;
    for (let index = 0; index < words.length; index += 1) {
      view.setFloat64(at + index * wordBytes, words[index] as number, true);
    }
    return at + this.length;
  }
}

const digit0 = 0x30;

/** Takes at most as many bytes as the number has characters. */
export function putNumber(room: LineRoom, at: number, number: number): number {
  const { bytes } = room;
  if (number >= 0 && number < 10) {
    bytes[at] = digit0 + number;
    return at + 1;
  }
  if (number >= 100 && number < 1_000) return putThreeDigits(room, at, number);
  const text = String(number);
  for (let index = 0; index < text.length; index += 1) bytes[at + index] = text.charCodeAt(index);
  return at + text.length;
}

/** A whole number below 1,000, with zeros in front. */
export function putThreeDigits({ bytes }: LineRoom, at: number, number: number): number {
  // Cut by an operator on whole numbers, which the compiler then divides as such.
  const hundreds = (number / 100) | 0;
  const tens = ((number - hundreds * 100) / 10) | 0;
  bytes[at] = digit0 + hundreds;
  bytes[at + 1] = digit0 + tens;
  bytes[at + 2] = digit0 + (number - hundreds * 100 - tens * 10);
  return at + 3;
}

/** Milliseconds with microseconds, from whole numbers. */
export function putTiming(room: LineRoom, at: number, milliseconds: number): number {
  const micros = Math.round(milliseconds * 1_000);
  const whole = Math.floor(micros / 1_000);
  const rest = micros - whole * 1_000;
  const end = putNumber(room, at, whole);
  if (rest === 0) return end;
  room.bytes[end] = 0x2e;
  return putThreeDigits(room, end + 1, rest);
}

const notPut = -1;

/** Text that needs no escape within quotes; negative when it does, or is not ASCII. */
export function putPlain({ bytes }: LineRoom, at: number, text: string): number {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    // SECURITY: a quote, a backslash or a control character left as it is would let clients forge log lines.
    if (code < 0x20 || code >= 0x7f || code === 0x22 || code === 0x5c) return notPut;
    bytes[at + index] = code;
  }
  return at + text.length;
}

// The alphabet of HTTP/1.1 as lookup tables over bytes, and comparisons of names without making strings.

export const HTAB = 0x09;
export const LF = 0x0a;
export const CR = 0x0d;
export const SP = 0x20;
export const COLON = 0x3a;

/** 1 for every byte of a token (RFC 9110, 5.6.2). */
export const isTokenByte = new Uint8Array(256);
/** 1 for every byte a field value may hold: visible characters, space, tab and obs-text. */
export const isValueByte = new Uint8Array(256);
/** 1 for every byte of a request target: visible ASCII without `#`, which no target may hold. */
export const isTargetByte = new Uint8Array(256);
/** 1 for every byte of an authority without user information: `reg-name`, IP literals, `:port`. */
export const isAuthorityByte = new Uint8Array(256);
/** Value of a hexadecimal digit, or -1. */
export const hexValue = new Int8Array(256).fill(-1);
/** The byte in lower case, ASCII only. */
export const lowerCase = new Uint8Array(256);

for (let byte = 0; byte < 256; byte++) {
  const character = String.fromCharCode(byte);
  const isAlphanumeric = /[0-9A-Za-z]/.test(character);
  isTokenByte[byte] = isAlphanumeric || "!#$%&'*+-.^_`|~".includes(character) ? 1 : 0;
  isValueByte[byte] = byte === HTAB || (byte >= SP && byte !== 0x7f) ? 1 : 0;
  isTargetByte[byte] = byte > SP && byte < 0x7f && character !== "#" ? 1 : 0;
  isAuthorityByte[byte] = isAlphanumeric || "-._~%!$&'()*+,;=:[]".includes(character) ? 1 : 0;
  if (/[0-9A-Fa-f]/.test(character)) hexValue[byte] = Number.parseInt(character, 16);
  lowerCase[byte] = byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte;
}

/** Whether `bytes[start..end)` is `expected`, which is in lower case already, ignoring ASCII case. */
export function equalsIgnoringCase(
  bytes: Uint8Array,
  start: number,
  end: number,
  expected: Uint8Array,
): boolean {
  if (end - start !== expected.length) return false;
  for (let index = 0; index < expected.length; index++) {
    if (lowerCase[bytes[start + index] as number] !== expected[index]) return false;
  }
  return true;
}

type Slice = (this: Buffer, start?: number, end?: number) => string;

/**
 * What `toString("latin1", start, end)` comes to, without what that makes of its arguments, which costs as much again. It is not in
 * Node's documentation, and therefore looked at before it is used.
 */
const slice: unknown = Reflect.get(Buffer.prototype, "latin1Slice");

/** `bytes[start..end)`, one character per byte. */
export const textOf: (bytes: Buffer, start?: number, end?: number) => string =
  typeof slice === "function"
    ? (bytes, start, end) => (slice as Slice).call(bytes, start, end)
    : (bytes, start, end) => bytes.toString("latin1", start, end);

/** The same, but `last` itself when it is no other, which costs a quarter. */
export function textAt(bytes: Buffer, start: number, end: number, last: string): string {
  if (end - start !== last.length) return textOf(bytes, start, end);
  for (let index = 0; index < last.length; index++) {
    if (bytes[start + index] !== last.charCodeAt(index)) {
      return textOf(bytes, start, end);
    }
  }
  return last;
}

/** Whether the text is a token of at most `maxLength` characters. */
export function isToken(text: string, maxLength: number): boolean {
  if (text.length === 0 || text.length > maxLength) return false;
  for (let index = 0; index < text.length; index++) {
    if (isTokenByte[text.charCodeAt(index)] !== 1) return false;
  }
  return true;
}

/**
 * The text without spaces and tabs around it. SECURITY: `String.trim` also takes what only looks like white space, such as
 * U+00A0, so that a coding another parser does not know would be `chunked` to us.
 */
export function withoutOuterSpace(text: string): string {
  let start = 0;
  let end = text.length;
  const isSpace = (index: number) =>
    text.charCodeAt(index) === SP || text.charCodeAt(index) === HTAB;
  while (start < end && isSpace(start)) start++;
  while (end > start && isSpace(end - 1)) end--;
  return text.slice(start, end);
}

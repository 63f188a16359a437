// Field lines of a head or a trailer section: found, checked byte by byte and named by kind. Keeps offsets, never copies.
import {
  COLON,
  CR,
  equalsIgnoringCase,
  HTAB,
  isTokenByte,
  isValueByte,
  LF,
  lowerCase,
  SP,
  textOf,
} from "./tokens.ts";

/** Fields that mean something to a relay. Everything else is `other` and passes as it came. */
export const fieldKinds = {
  other: 0,
  host: 1,
  connection: 2,
  contentLength: 3,
  transferEncoding: 4,
  upgrade: 5,
  expect: 6,
  keepAlive: 7,
  /** Ends at this hop whatever `Connection` says, and is never passed on. */
  hopByHop: 8,
  /** Says who the client is: ours to write, never the client's. */
  forwarded: 9,
  requestId: 10,
} as const;
export type FieldKind = (typeof fieldKinds)[keyof typeof fieldKinds];

const bytesOf = (name: string): Uint8Array => Buffer.from(name, "latin1");
const named = (name: string, kind: FieldKind) => ({ bytes: bytesOf(name), kind });

const kindsByLength: { bytes: Uint8Array; kind: FieldKind }[][] = [];
for (const entry of [
  named("host", fieldKinds.host),
  named("connection", fieldKinds.connection),
  named("content-length", fieldKinds.contentLength),
  named("transfer-encoding", fieldKinds.transferEncoding),
  named("upgrade", fieldKinds.upgrade),
  named("expect", fieldKinds.expect),
  named("keep-alive", fieldKinds.keepAlive),
  named("te", fieldKinds.hopByHop),
  // SECURITY: CGI programs read `Proxy` as their outgoing proxy (httpoxy); without this line a client chooses it.
  named("proxy", fieldKinds.hopByHop),
  named("proxy-connection", fieldKinds.hopByHop),
  named("proxy-authenticate", fieldKinds.hopByHop),
  named("proxy-authorization", fieldKinds.hopByHop),
  named("http2-settings", fieldKinds.hopByHop),
  named("forwarded", fieldKinds.forwarded),
  // SECURITY: applications that were behind nginx believe it as much as X-Forwarded-For.
  named("x-real-ip", fieldKinds.forwarded),
  named("x_real-ip", fieldKinds.forwarded),
  named("x-real_ip", fieldKinds.forwarded),
  named("x_real_ip", fieldKinds.forwarded),
  named("x-request-id", fieldKinds.requestId),
]) {
  const sameLength = kindsByLength[entry.bytes.length];
  if (sameLength) sameLength.push(entry);
  else kindsByLength[entry.bytes.length] = [entry];
}
const forwardedPrefix = bytesOf("x-forwarded-");
const lowerX = 0x78;
const hyphen = 0x2d;
const underscore = 0x5f;

/** SECURITY: CGI, WSGI and PHP read `X_Forwarded_For` as `X-Forwarded-For`; without the underscores a client could say it is somebody else. */
function saysWhoTheClientIs(bytes: Uint8Array, start: number): boolean {
  for (let index = 0; index < forwardedPrefix.length; index++) {
    const byte = lowerCase[bytes[start + index] as number];
    const expected = forwardedPrefix[index];
    if (byte !== expected && (byte !== underscore || expected !== hyphen)) return false;
  }
  return true;
}

export function fieldKind(bytes: Uint8Array, start: number, end: number): FieldKind {
  const length = end - start;
  if (
    length >= forwardedPrefix.length &&
    lowerCase[bytes[start] as number] === lowerX &&
    saysWhoTheClientIs(bytes, start)
  ) {
    return fieldKinds.forwarded;
  }
  const sameLength = kindsByLength[length];
  if (sameLength !== undefined) {
    for (let index = 0; index < sameLength.length; index++) {
      const entry = sameLength[index] as { bytes: Uint8Array; kind: FieldKind };
      if (equalsIgnoringCase(bytes, start, end, entry.bytes)) return entry.kind;
    }
  }
  return fieldKinds.other;
}

export const INCOMPLETE = -1;
export const MALFORMED = -2;
export const TOO_MANY = -3;

/** Where the fields of one head lie in its bytes. Made once and filled anew for every head. */
export class FieldTable {
  count = 0;
  /** A line begins at its name and ends where the next one begins; `lineStarts[count]` is the end of the last. */
  readonly lineStarts: number[] = [0];
  readonly nameEnds: number[] = [];
  readonly valueStarts: number[] = [];
  readonly valueEnds: number[] = [];
  readonly kinds: FieldKind[] = [];

  value(bytes: Buffer, index: number): string {
    return textOf(bytes, this.valueStarts[index], this.valueEnds[index]);
  }

  /**
   * Whether a tab stands between the value and its line's end. SECURITY: RFC 9110 allows it, but parsers such as Node's refuse a
   * length or coding with one, so that a message is framed for one and malformed for the other.
   */
  hasTabBehind(bytes: Buffer, index: number): boolean {
    const lineEnd = this.lineStarts[index + 1] as number;
    for (let at = this.valueEnds[index] as number; at < lineEnd; at++) {
      if (bytes[at] === HTAB) return true;
    }
    return false;
  }

  /** All values of a name given in lower case, joined as one list; undefined when it is absent. */
  find(bytes: Buffer, lowerName: string): string | undefined {
    let found: string | undefined;
    for (let index = 0; index < this.count; index++) {
      const start = this.lineStarts[index] as number;
      if ((this.nameEnds[index] as number) - start !== lowerName.length) continue;
      const name = textOf(bytes, start, this.nameEnds[index]);
      if (name.toLowerCase() !== lowerName) continue;
      const value = this.value(bytes, index);
      found = found === undefined ? value : `${found}, ${value}`;
    }
    return found;
  }
}

/**
 * Reads field lines from `position` up to and with the empty line. Returns where the body begins, or one of the
 * negative outcomes. White space before the colon, folding, bare CR or LF and control characters are malformed.
 */
export function readFieldLines(
  bytes: Uint8Array,
  position: number,
  end: number,
  table: FieldTable,
  maxFields: number,
): number {
  let count = 0;
  let cursor = position;
  for (;;) {
    const lineStart = cursor;
    if (cursor >= end) return INCOMPLETE;
    if (bytes[cursor] === CR) {
      if (cursor + 1 >= end) return INCOMPLETE;
      if (bytes[cursor + 1] !== LF) return MALFORMED;
      table.count = count;
      table.lineStarts[count] = lineStart;
      return cursor + 2;
    }
    while (cursor < end && isTokenByte[bytes[cursor] as number] === 1) cursor++;
    if (cursor >= end) return INCOMPLETE;
    // SECURITY: a space before the colon, or a line that continues another, is read differently by different parsers.
    if (bytes[cursor] !== COLON || cursor === lineStart) return MALFORMED;
    const nameEnd = cursor++;
    while (cursor < end && (bytes[cursor] === SP || bytes[cursor] === HTAB)) cursor++;
    const valueStart = cursor;
    while (cursor < end && isValueByte[bytes[cursor] as number] === 1) cursor++;
    if (cursor >= end) return INCOMPLETE;
    // SECURITY: only CR LF ends a line; a bare CR or LF would let two parsers see different lines.
    if (bytes[cursor] !== CR) return MALFORMED;
    if (cursor + 1 >= end) return INCOMPLETE;
    if (bytes[cursor + 1] !== LF) return MALFORMED;
    let valueEnd = cursor;
    while (valueEnd > valueStart) {
      const last = bytes[valueEnd - 1];
      if (last !== SP && last !== HTAB) break;
      valueEnd--;
    }
    if (count >= maxFields) return TOO_MANY;
    table.lineStarts[count] = lineStart;
    table.nameEnds[count] = nameEnd;
    table.valueStarts[count] = valueStart;
    table.valueEnds[count] = valueEnd;
    table.kinds[count] = fieldKind(bytes, lineStart, nameEnd);
    count++;
    cursor += 2;
  }
}

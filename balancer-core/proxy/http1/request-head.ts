// The head of a request, read strictly (RFC 9112, 3 and 5): one way to read it or none at all.
import type { ErrorCode } from "../../contract/error-codes.ts";
import { type BodyKind, noLength, readLength } from "./body-framing.ts";
import { ConnectionWords } from "./connection-words.ts";
import {
  FieldTable,
  fieldKinds,
  INCOMPLETE,
  MALFORMED,
  readFieldLines,
  TOO_MANY,
} from "./head-fields.ts";
import { readAuthority, splitAbsoluteTarget } from "./request-target.ts";
import {
  CR,
  isTargetByte,
  isTokenByte,
  LF,
  SP,
  textAt,
  textOf,
  withoutOuterSpace,
} from "./tokens.ts";

export interface HeadLimits {
  readonly headerBytes: number;
  readonly headers: number;
}

/** What became of reading a head: read whole, not all there yet, or the code of the refusal. */
export type HeadOutcome = "complete" | "incomplete" | ErrorCode;

/** Longest method name we look at; the registered ones have at most 16 letters. */
const maxMethodBytes = 32;
const versionBytes = Buffer.from("HTTP/", "latin1");

/** One request head. Made once per listener and filled anew for each request, so nothing may hold on to it. */
export class RequestHead {
  readonly fields = new FieldTable();
  /** Where the body begins. */
  bodyStart = 0;
  method = "";
  /** Origin form or `*`, as it goes to the server. */
  target = "";
  /** Authority as the client wrote it; empty when an HTTP/1.0 client gave none. */
  host = "";
  /** 0 or 1: the digit behind `HTTP/1.`. */
  minorVersion = 1;
  fieldsStart = 0;
  bodyKind: BodyKind = "none";
  contentLength = noLength;
  keepAlive = true;
  expectsContinue = false;
  /** Index of the Upgrade field when an upgrade is asked for and may be passed on, else -1. */
  upgradeIndex = -1;
  requestIdIndex = -1;
  /** Whether a Host field is among the fields; HTTP/1.0 may do without. */
  hasHostField = false;
  readonly connection = new ConnectionWords();
  /** Most requests ask what the one before asked. The host is one that `readAuthority` took. */
  #lastTarget = "/";
  #lastHost = "localhost";

  /** Reads the head at the beginning of `bytes[0..end)`. Stateless: called again with more bytes after `incomplete`. */
  read(bytes: Buffer, limits: HeadLimits, end = bytes.length): HeadOutcome {
    this.method = "";
    this.target = "";
    this.host = "";
    // RFC 9112, 2.2: one empty line before the request line is forgiven.
    let lineStart = 0;
    if (end > 0 && bytes[0] === CR) {
      if (end === 1) return "incomplete";
      if (bytes[1] !== LF) return "MALFORMED_REQUEST";
      lineStart = 2;
    }
    const line = this.#readRequestLine(bytes, lineStart, end, limits.headerBytes);
    if (line !== "complete") return line;
    const bodyStart = readFieldLines(bytes, this.fieldsStart, end, this.fields, limits.headers);
    if (bodyStart === MALFORMED) return "MALFORMED_REQUEST";
    if (bodyStart === TOO_MANY) return "REQUEST_HEAD_TOO_LARGE";
    if (bodyStart === INCOMPLETE) {
      return end > limits.headerBytes ? "REQUEST_HEAD_TOO_LARGE" : "incomplete";
    }
    if (bodyStart > limits.headerBytes) return "REQUEST_HEAD_TOO_LARGE";
    this.bodyStart = bodyStart;
    return this.#interpret(bytes);
  }

  #readRequestLine(bytes: Buffer, lineStart: number, end: number, maxBytes: number): HeadOutcome {
    let cursor = lineStart;
    while (cursor < end && isTokenByte[bytes[cursor] as number] === 1) cursor++;
    if (cursor - lineStart > maxMethodBytes) return "MALFORMED_REQUEST";
    if (cursor >= end) return "incomplete";
    if (bytes[cursor] !== SP || cursor === lineStart) return "MALFORMED_REQUEST";
    this.method = methodAt(bytes, lineStart, cursor);
    const targetStart = ++cursor;
    while (cursor < end && isTargetByte[bytes[cursor] as number] === 1) cursor++;
    const targetEnd = cursor;
    if (cursor > maxBytes) return "REQUEST_TARGET_TOO_LONG";
    if (cursor >= end) return "incomplete";
    if (bytes[cursor] !== SP || targetEnd === targetStart) return "MALFORMED_REQUEST";
    this.target = textAt(bytes, targetStart, targetEnd, this.#lastTarget);
    this.#lastTarget = this.target;
    cursor++;
    for (let index = 0; index < versionBytes.length; index++, cursor++) {
      if (cursor >= end) return "incomplete";
      if (bytes[cursor] !== versionBytes[index]) return "MALFORMED_REQUEST";
    }
    if (cursor + 5 > end) return "incomplete";
    const major = (bytes[cursor] as number) - 0x30;
    const minor = (bytes[cursor + 2] as number) - 0x30;
    const isVersion = major >= 0 && major <= 9 && minor >= 0 && minor <= 9;
    if (!isVersion || bytes[cursor + 1] !== 0x2e) return "MALFORMED_REQUEST";
    if (bytes[cursor + 3] !== CR || bytes[cursor + 4] !== LF) return "MALFORMED_REQUEST";
    if (major !== 1 || minor > 1) return "HTTP_VERSION_NOT_SUPPORTED";
    this.minorVersion = minor;
    this.fieldsStart = cursor + 5;
    return "complete";
  }

  #interpret(bytes: Buffer): HeadOutcome {
    const { fields, connection } = this;
    const isVersion11 = this.minorVersion === 1;
    let hostIndex = -1;
    let lengthIndex = -1;
    let codingIndex = -1;
    let upgradeIndex = -1;
    connection.reset();
    this.requestIdIndex = -1;
    this.expectsContinue = false;
    for (let index = 0; index < fields.count; index++) {
      switch (fields.kinds[index]) {
        case fieldKinds.host:
          if (hostIndex !== -1) return "MALFORMED_REQUEST";
          hostIndex = index;
          break;
        case fieldKinds.contentLength:
          // SECURITY: repeated lengths, even equal ones, are where two parsers begin to differ.
          if (lengthIndex !== -1) return "MALFORMED_REQUEST";
          lengthIndex = index;
          break;
        case fieldKinds.transferEncoding:
          if (codingIndex !== -1) return "MALFORMED_REQUEST";
          codingIndex = index;
          break;
        case fieldKinds.connection:
          connection.add(
            bytes,
            fields.valueStarts[index] as number,
            fields.valueEnds[index] as number,
          );
          break;
        case fieldKinds.upgrade:
          upgradeIndex = upgradeIndex === -1 ? index : -2;
          break;
        case fieldKinds.expect:
          this.expectsContinue =
            isVersion11 && fields.value(bytes, index).toLowerCase() === "100-continue";
          break;
        case fieldKinds.requestId:
          this.requestIdIndex = this.requestIdIndex === -1 ? index : -2;
          break;
        default:
      }
    }
    this.keepAlive = isVersion11 ? !connection.close : connection.keepAlive && !connection.close;
    if (hostIndex === -1 && isVersion11) return "MALFORMED_REQUEST";
    this.hasHostField = hostIndex !== -1;
    if (hostIndex !== -1) {
      const [start, end] = [fields.valueStarts[hostIndex], fields.valueEnds[hostIndex]];
      const host = textAt(bytes, start as number, end as number, this.#lastHost);
      if (host !== this.#lastHost && readAuthority(host) === undefined) return "MALFORMED_REQUEST";
      this.#lastHost = host;
      this.host = host;
    }
    const framing = this.#frame(bytes, lengthIndex, codingIndex);
    if (framing !== "complete") return framing;
    this.upgradeIndex =
      connection.upgrade && upgradeIndex >= 0 && isVersion11 && this.bodyKind === "none"
        ? this.#permittedUpgrade(bytes, upgradeIndex)
        : -1;
    return this.#readTarget();
  }

  #frame(bytes: Buffer, lengthIndex: number, codingIndex: number): HeadOutcome {
    const { fields } = this;
    this.bodyKind = "none";
    this.contentLength = noLength;
    if (codingIndex !== -1) {
      // SECURITY: a message with both framings, or a coding on HTTP/1.0, is the classic request smuggling.
      if (lengthIndex !== -1 || this.minorVersion === 0) return "MALFORMED_REQUEST";
      if (fields.hasTabBehind(bytes, codingIndex)) return "MALFORMED_REQUEST";
      const codings = fields.value(bytes, codingIndex).toLowerCase().split(",");
      const names = codings.map(withoutOuterSpace);
      if (names.at(-1) !== "chunked" || names.indexOf("chunked") !== names.length - 1) {
        return "MALFORMED_REQUEST";
      }
      if (names.length > 1) return "UNSUPPORTED_TRANSFER_CODING";
      this.bodyKind = "chunked";
    } else if (lengthIndex !== -1) {
      const length = readLength(
        bytes,
        fields.valueStarts[lengthIndex] as number,
        fields.valueEnds[lengthIndex] as number,
      );
      if (length < 0 || fields.hasTabBehind(bytes, lengthIndex)) return "MALFORMED_REQUEST";
      this.contentLength = length;
      this.bodyKind = length > 0 ? "length" : "none";
    }
    return "complete";
  }

  #permittedUpgrade(bytes: Buffer, index: number): number {
    const protocol = this.fields.value(bytes, index).toLowerCase();
    // SECURITY: a server that accepts h2c would take requests past our routes and rules.
    return protocol.includes("h2c") ? -1 : index;
  }

  #readTarget(): HeadOutcome {
    const { target } = this;
    if (this.method === "CONNECT") return "METHOD_NOT_SUPPORTED";
    if (target.charCodeAt(0) === 0x2f) return "complete";
    if (target === "*") return this.method === "OPTIONS" ? "complete" : "MALFORMED_REQUEST";
    const absolute = splitAbsoluteTarget(target);
    if (absolute === undefined) return "MALFORMED_REQUEST";
    // SECURITY: with two authorities the route and the server could each believe another one.
    if (this.host !== "" && absolute.authority.toLowerCase() !== this.host.toLowerCase()) {
      return "MALFORMED_REQUEST";
    }
    if (this.host === "" && this.minorVersion === 1) return "MALFORMED_REQUEST";
    this.host = absolute.authority;
    // RFC 9112, 3.2.4: OPTIONS for a whole server travels on as asterisk form.
    this.target = absolute.path === "" ? (this.method === "OPTIONS" ? "*" : "/") : absolute.path;
    if (this.target.charCodeAt(0) === 0x3f) this.target = `/${this.target}`;
    return "complete";
  }
}

function methodAt(bytes: Buffer, start: number, end: number): string {
  // The most frequent one without making a string.
  if (
    end - start === 3 &&
    bytes[start] === 0x47 &&
    bytes[start + 1] === 0x45 &&
    bytes[start + 2] === 0x54
  ) {
    return "GET";
  }
  return textOf(bytes, start, end);
}

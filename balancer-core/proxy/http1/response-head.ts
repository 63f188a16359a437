// The head of a server's response, read as strictly as a request's: what is ambiguous is not passed on.
import { type BodyKind, noLength, readLength } from "./body-framing.ts";
import { ConnectionWords } from "./connection-words.ts";
import { FieldTable, fieldKinds, INCOMPLETE, readFieldLines } from "./head-fields.ts";
import { CR, isValueByte, LF, SP } from "./tokens.ts";

/** Largest response head we take from a server. */
export const maxResponseHeadBytes = 65_536;
const maxResponseFields = 500;
const versionBytes = Buffer.from("HTTP/1.", "latin1");

/** One response head. Made once per listener and filled anew for each response, so nothing may hold on to it. */
export class ResponseHead {
  readonly fields = new FieldTable();
  status = 0;
  /** Where the status line ends, after CR LF. */
  fieldsStart = 0;
  bodyStart = 0;
  bodyKind: BodyKind = "none";
  contentLength = noLength;
  /** Whether the server keeps its connection open. */
  keepAlive = true;
  /** Seconds the server says it keeps an idle connection; -1 when it does not say. */
  keepAliveSeconds = -1;
  upgradeIndex = -1;
  readonly connection = new ConnectionWords();

  /** Reads the head at the beginning of `bytes[0..end)`. Stateless: called again with more bytes after `incomplete`. */
  read(
    bytes: Buffer,
    end: number,
    isHeadRequest: boolean,
  ): "complete" | "incomplete" | "malformed" {
    for (let index = 0; index < versionBytes.length; index++) {
      if (index >= end) return "incomplete";
      if (bytes[index] !== versionBytes[index]) return "malformed";
    }
    if (end < 13) return "incomplete";
    const minorVersion = (bytes[7] as number) - 0x30;
    if ((minorVersion !== 0 && minorVersion !== 1) || bytes[8] !== SP) return "malformed";
    let status = 0;
    for (let index = 9; index < 12; index++) {
      const digit = (bytes[index] as number) - 0x30;
      if (digit < 0 || digit > 9) return "malformed";
      status = status * 10 + digit;
    }
    if (status < 100) return "malformed";
    let cursor = 12;
    // Servers without a reason phrase often leave out the space too.
    if (bytes[cursor] !== SP && bytes[cursor] !== CR) return "malformed";
    while (cursor < end && isValueByte[bytes[cursor] as number] === 1) cursor++;
    if (cursor + 1 >= end) return incompleteUpTo(end);
    if (bytes[cursor] !== CR || bytes[cursor + 1] !== LF) return "malformed";
    this.status = status;
    this.fieldsStart = cursor + 2;
    const bodyStart = readFieldLines(bytes, cursor + 2, end, this.fields, maxResponseFields);
    if (bodyStart === INCOMPLETE) return incompleteUpTo(end);
    if (bodyStart < 0 || bodyStart > maxResponseHeadBytes) return "malformed";
    this.bodyStart = bodyStart;
    return this.#interpret(bytes, minorVersion, isHeadRequest) ? "complete" : "malformed";
  }

  #interpret(bytes: Buffer, minorVersion: number, isHeadRequest: boolean): boolean {
    const { fields, connection } = this;
    let lengthIndex = -1;
    let codingIndex = -1;
    connection.reset();
    this.keepAliveSeconds = -1;
    this.upgradeIndex = -1;
    for (let index = 0; index < fields.count; index++) {
      switch (fields.kinds[index]) {
        case fieldKinds.contentLength:
          if (lengthIndex !== -1) return false;
          lengthIndex = index;
          break;
        case fieldKinds.transferEncoding:
          if (codingIndex !== -1) return false;
          codingIndex = index;
          break;
        case fieldKinds.connection:
          connection.add(
            bytes,
            fields.valueStarts[index] as number,
            fields.valueEnds[index] as number,
          );
          break;
        case fieldKinds.keepAlive: {
          const seconds = /(?:^|[,\s])timeout=(\d{1,6})/i.exec(fields.value(bytes, index))?.[1];
          if (seconds !== undefined) this.keepAliveSeconds = Number(seconds);
          break;
        }
        case fieldKinds.upgrade:
          this.upgradeIndex = index;
          break;
        default:
      }
    }
    this.keepAlive = !connection.close && (minorVersion === 1 || connection.keepAlive);
    if (codingIndex !== -1) {
      // SECURITY: a response with both framings may be two responses to somebody else.
      if (lengthIndex !== -1 || minorVersion === 0) return false;
      if (fields.hasTabBehind(bytes, codingIndex)) return false;
      if (fields.value(bytes, codingIndex).toLowerCase() !== "chunked") return false;
    }
    this.contentLength = noLength;
    if (lengthIndex !== -1) {
      this.contentLength = readLength(
        bytes,
        fields.valueStarts[lengthIndex] as number,
        fields.valueEnds[lengthIndex] as number,
      );
      if (this.contentLength < 0 || fields.hasTabBehind(bytes, lengthIndex)) return false;
    }
    const { status } = this;
    if (isHeadRequest || status < 200 || status === 204 || status === 304) this.bodyKind = "none";
    else if (codingIndex !== -1) this.bodyKind = "chunked";
    else if (lengthIndex !== -1) this.bodyKind = this.contentLength > 0 ? "length" : "none";
    else this.bodyKind = "until-close";
    return true;
  }
}

const incompleteUpTo = (end: number) => (end > maxResponseHeadBytes ? "malformed" : "incomplete");

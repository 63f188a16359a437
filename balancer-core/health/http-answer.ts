// Reads the answer to one HTTP check from its bytes as they come: status, and as much of the body as is looked at. Checks never
// reuse a connection, so nothing behind the answer matters; what cannot be understood fails the check.

import { sentence } from "../contract/sentences.ts";
import { ChunkReader } from "./chunk-reader.ts";
import { longestAnswerBytes } from "./probe.ts";

export type AnswerEnd =
  | { readonly kind: "answered"; readonly status: number; readonly body: string }
  | { readonly kind: "failed"; readonly detail: string };

const headEnd = Buffer.from("\r\n\r\n", "latin1");
const notHttp: AnswerEnd = { kind: "failed", detail: sentence("NOT_HTTP") };

export class HttpAnswer {
  readonly #isHead: boolean;
  /** Without a wish for the body its bytes are counted, not kept. */
  readonly #keepsBody: boolean;
  #head: Buffer | null = null;
  #status = 0;
  /** Bytes of the body that are still to come; null when only its end or its chunks tell. */
  #left: number | null = null;
  #chunks: ChunkReader | null = null;
  #body: Buffer[] = [];
  #bodyBytes = 0;

  constructor(isHead: boolean, keepsBody: boolean) {
    this.#isHead = isHead;
    this.#keepsBody = keepsBody;
  }

  /** The bytes are lent for the call. The end of the answer once it is there, else null. */
  take(bytes: Buffer): AnswerEnd | null {
    if (this.#status !== 0) return this.#takeBody(bytes);
    const known = this.#head === null ? bytes : Buffer.concat([this.#head, bytes]);
    const end = known.indexOf(headEnd);
    if (end === -1) {
      // SECURITY: a head without end must not fill our memory.
      if (known.length >= longestAnswerBytes || !maybeHttp(known)) return notHttp;
      this.#head = Buffer.from(known);
      return null;
    }
    this.#head = null;
    return this.#readHead(known.toString("latin1", 0, end), known.subarray(end + headEnd.length));
  }

  /** The server sent its last byte. */
  closed(): AnswerEnd {
    const isWhole = this.#status !== 0 && this.#left === null && this.#chunks === null;
    return isWhole ? this.#answered() : { kind: "failed", detail: sentence("INCOMPLETE_ANSWER") };
  }

  #readHead(text: string, rest: Buffer): AnswerEnd | null {
    const [first = "", ...lines] = text.split("\r\n");
    const status = Number(/^HTTP\/1\.[01] (\d{3})(?: |$)/.exec(first)?.[1] ?? 0);
    if (status < 100) return notHttp;
    if (status === 101) return { kind: "failed", detail: sentence("SWITCHES_PROTOCOLS") };
    // Interim answers say nothing about the server.
    if (status < 200) return this.take(rest);
    this.#status = status;
    if (this.#isHead || status === 204 || status === 304) return this.#answered();
    const length = fieldOf(lines, "content-length");
    if (/(^|[\s,])chunked$/i.test(fieldOf(lines, "transfer-encoding") ?? "")) {
      this.#chunks = new ChunkReader();
    } else if (length !== undefined) {
      if (!/^\d{1,15}$/.test(length)) return notHttp;
      this.#left = Number(length);
      if (this.#left === 0) return this.#answered();
    }
    return rest.length === 0 ? null : this.#takeBody(rest);
  }

  #takeBody(bytes: Buffer): AnswerEnd | null {
    if (this.#chunks) {
      const outcome = this.#chunks.take(bytes, (piece) => this.#keep(piece));
      if (outcome === "malformed") return notHttp;
      if (outcome === "done") return this.#answered();
    } else this.#keep(bytes);
    if (this.#left !== null) {
      this.#left -= bytes.length;
      if (this.#left <= 0) return this.#answered();
    }
    // SECURITY: a server that answers without end must not be listened to without end.
    return this.#bodyBytes >= longestAnswerBytes ? this.#answered() : null;
  }

  #keep(piece: Buffer): void {
    this.#bodyBytes += piece.length;
    if (this.#keepsBody) this.#body.push(Buffer.from(piece));
  }

  #answered(): AnswerEnd {
    const body = Buffer.concat(this.#body).subarray(0, longestAnswerBytes).toString("utf8");
    return { kind: "answered", status: this.#status, body };
  }
}

/** Whether it may become a status line: said early, so that nobody waits for a mail server to say more. */
function maybeHttp(bytes: Buffer): boolean {
  const start = "HTTP/1.";
  return bytes.toString("latin1", 0, start.length) === start.slice(0, bytes.length);
}

function fieldOf(lines: readonly string[], lowerName: string): string | undefined {
  for (const line of lines) {
    const colon = line.indexOf(":");
    if (colon !== lowerName.length) continue;
    if (line.slice(0, colon).toLowerCase() === lowerName) return line.slice(colon + 1).trim();
  }
  return undefined;
}

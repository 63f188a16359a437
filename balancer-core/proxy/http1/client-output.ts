// One client of HTTP/1.1 as answers go out to it: who it is, and heads, content and answers of our own as its socket gets them.
import type { Socket } from "node:net";
import type { ErrorCode } from "../../contract/error-codes.ts";
import type { Endpoints } from "../proxy-protocol/endpoints.ts";
import type { TrustedProxies } from "../trusted-proxies.ts";
import { ClientFields } from "./forward-request.ts";
import {
  type ClientFraming,
  responseHeadOverhead,
  smallAnswerText,
  writeResponseHead,
} from "./forward-response.ts";
import type { ListenerContext } from "./listener-context.ts";
import { type OwnAnswerOptions, ownAnswer } from "./own-answer.ts";
import type { ResponseHead } from "./response-head.ts";
import { writeAtTurnEnd, writeNow } from "./turn-end.ts";

/** A whole read that waits to be written means that the client reads slower than the server sends. */
const highWaterBytes = 65_536;
const continueAnswer = Buffer.from("HTTP/1.1 100 Continue\r\n\r\n", "latin1");
const interimFraming: ClientFraming = { asChunks: false, keepAlive: true, minorVersion: 1 };

export abstract class ClientOutput {
  readonly socket: Socket;
  readonly endpoints: Endpoints;
  readonly context: ListenerContext;
  readonly address: string;
  readonly clientFields: ClientFields;
  readonly isBodyOver = false;
  // Those of HTTP/1.1 go with its chunks; these are for streams.
  readonly acceptsTrailers = false;
  readonly trailers = "";
  #askedTrusted: TrustedProxies | null = null;
  #isTrusted = false;

  constructor(socket: Socket, endpoints: Endpoints, context: ListenerContext) {
    this.socket = socket;
    this.endpoints = endpoints;
    this.context = context;
    this.address = endpoints.sourceAddress;
    this.clientFields = new ClientFields(
      this.address,
      endpoints.destinationAddress,
      endpoints.destinationPort,
      context.config.protocol === "https" ? "https" : "http",
    );
  }

  get trusted(): TrustedProxies | null {
    const { trusted } = this.context;
    if (trusted === null) return null;
    if (trusted !== this.#askedTrusted) {
      this.#askedTrusted = trusted;
      this.#isTrusted = trusted.has(this.address);
    }
    return this.#isTrusted ? trusted : null;
  }

  get isCongested(): boolean {
    return this.socket.writableLength >= highWaterBytes;
  }

  write(bytes: Buffer): void {
    this.context.counters.bytesOut += bytes.length;
    writeAtTurnEnd(this.socket, bytes);
  }

  putHead(
    bytes: Buffer,
    head: ResponseHead,
    framing: ClientFraming,
    extraLines: string,
    out: Buffer,
  ): number {
    return writeResponseHead(bytes, head, framing, extraLines, out, 0);
  }

  writeSmallAnswer(
    bytes: Buffer,
    head: ResponseHead,
    framing: ClientFraming,
    extraLines: string,
    end: number,
  ): number {
    const text = smallAnswerText(bytes, head, framing, extraLines, end);
    this.context.counters.bytesOut += text.length;
    writeAtTurnEnd(this.socket, text);
    return text.length;
  }

  giveTrailers(): void {}

  writeInterim(bytes: Buffer, head: ResponseHead): number {
    let answer = continueAnswer;
    if (head.status !== 100) {
      const out = Buffer.allocUnsafe(head.bodyStart + responseHeadOverhead);
      answer = out.subarray(0, writeResponseHead(bytes, head, interimFraming, "", out, 0));
    }
    this.write(answer);
    return answer.length;
  }

  writeOwnAnswer(code: ErrorCode, options: OwnAnswerOptions): number {
    const answer = ownAnswer(code, options);
    this.write(answer);
    return answer.length;
  }

  end(): void {
    writeNow(this.socket);
    this.socket.end();
  }
}

// What every try of a request on one server has in common, whatever the server speaks: its record, and the answer's way to the
// client from the moment its head was read.
import type { Attempt as AttemptRecord } from "../../contract/records.ts";
import type { Lease } from "../../pool/types.ts";
import { takeRelayBuffer } from "../relay-buffers.ts";
import { type BodyReader, framingOverhead } from "./body-framing.ts";
import type { Exchange } from "./exchange.ts";
import { isSmallAnswer, responseHeadOverhead } from "./forward-response.ts";
import type { ResponseHead } from "./response-head.ts";
import { type Failure, failures, retryReasonOf } from "./retry-rule.ts";
import type { Tunnel } from "./tunnel.ts";

/** More interim answers than this before the real one are an attack or a bug. */
const maxInterimAnswers = 16;
/** RFC 9110, 15: nothing above it has a meaning, and `node:http2` sends none. Clients of HTTP/1.1 get it as it came. */
const highestStatus = 599;

export type AttemptPhase = "connecting" | "sent" | "answering" | "tunnel" | "over";

export abstract class ServerAttempt {
  readonly lease: Lease;
  readonly startedAt: number;
  phase: AttemptPhase = "connecting";
  tunnel: Tunnel | null = null;
  protected readonly exchange: Exchange;
  protected connectMs: number | null = null;
  protected waitMs: number | null = null;
  protected body: BodyReader | null = null;
  protected asChunks = false;
  /** What the system or TLS said of the failure, for the record. */
  protected detail: string | null = null;
  #interimAnswers = 0;

  constructor(exchange: Exchange, lease: Lease, now: number) {
    this.exchange = exchange;
    this.lease = lease;
    this.startedAt = now;
  }

  abstract start(): void;
  /** The server reads slower than the client sends. */
  abstract get isCongested(): boolean;
  /** A piece of the request's body, framed for this server. */
  abstract sendBody(framed: Buffer): void;
  abstract clientDrained(): void;
  /** Cuts it; nothing more is heard of it. */
  abstract abandon(): void;
  /** The client of its tunnel is gone. */
  clientLeft(): void {}
  /** Takes no more of the answer until `clientDrained`. */
  protected abstract pauseServer(): void;
  /** How the content of an answer with this head is read. */
  protected abstract bodyOf(head: ResponseHead): BodyReader;
  /** The answer is whole. `isClean`: the server sent nothing behind it. */
  protected abstract answered(isClean: boolean, now: number): void;

  /** Until the first byte of the answer; null when none came. */
  get latencyMs(): number | null {
    return this.waitMs === null ? null : this.waitMs + (this.connectMs ?? 0);
  }

  record(outcome: string, now: number): AttemptRecord {
    const record: AttemptRecord = {
      server: this.lease.server.id,
      startMs: this.startedAt - this.exchange.startedAt,
      connectMs: this.connectMs,
      waitMs: this.waitMs,
      totalMs: now - this.startedAt,
      outcome: this.detail === null ? outcome : `${outcome} (${this.detail})`,
    };
    const { backoffMs } = this.exchange;
    if (backoffMs !== undefined) record.backoffMs = backoffMs;
    return record;
  }

  protected passInterim(head: ResponseHead, bytes: Buffer): boolean {
    if (++this.#interimAnswers > maxInterimAnswers) {
      this.fail(failures.badResponse);
      return false;
    }
    const { exchange } = this;
    if (exchange.minorVersion === 0) return true;
    if (head.status === 100) {
      if (!exchange.awaitsContinue) return true;
      exchange.awaitsContinue = false;
    } else if (head.status !== 103) return true;
    exchange.bytesOut += exchange.connection.writeInterim(bytes, head);
    return true;
  }

  /** Passes on the head of the answer and what is there of its content, unless another server is asked instead. */
  protected answer(head: ResponseHead, bytes: Buffer, end: number, now: number): void {
    const { exchange } = this;
    const reason = retryReasonOf(head.status);
    if (reason !== null && exchange.grantRetry(reason)) {
      this.abandon();
      exchange.retry({ code: "UPSTREAM_BAD_RESPONSE", reason, isServers: true }, head.status);
      return;
    }
    const { minorVersion } = exchange;
    if (minorVersion === 2 && head.status > highestStatus) {
      this.fail(failures.badResponse);
      return;
    }
    const isUnframed = head.bodyKind === "until-close" || head.bodyKind === "chunked";
    this.asChunks = isUnframed && minorVersion === 1;
    exchange.beginAnswer(head.status, isUnframed);
    const extraLines = exchange.addedLines();
    const framing = { asChunks: this.asChunks, keepAlive: exchange.keepAlive, minorVersion };
    if (isSmallAnswer(head, end)) {
      const sent = exchange.connection.writeSmallAnswer(bytes, head, framing, extraLines, end);
      if (sent > 0) {
        exchange.bytesOut += sent;
        this.answered(true, now);
        return;
      }
    }
    this.body = this.bodyOf(head);
    const out = takeRelayBuffer(end + responseHeadOverhead + extraLines.length + framingOverhead);
    const written = exchange.connection.putHead(bytes, head, framing, extraLines, out);
    if (written < 0) {
      this.fail(failures.badResponse);
      return;
    }
    this.phase = "answering";
    this.relayBody(bytes, head.bodyStart, end, out, written);
  }

  /** Passes on what is there of the body, behind what `out` holds already, in one write. */
  protected relayBody(bytes: Buffer, position: number, end: number, out: Buffer, at: number): void {
    const { exchange } = this;
    const body = this.body as BodyReader;
    const written = body.transfer(bytes, position, end, out, at, this.asChunks);
    if (written > 0)
      exchange.writeToClient(written === out.length ? out : out.subarray(0, written));
    if (body.tail !== null) exchange.writeToClient(body.tail);
    // Behind chunks of ours they are in the tail.
    if (body.isDone && !this.asChunks) exchange.connection.giveTrailers(body.trailers);
    if (body.malformed) this.fail(failures.badResponse);
    else if (body.isDone) this.answered(body.position === end, exchange.now());
    else if (exchange.connection.isCongested) this.pauseServer();
  }

  /** Passes on content of a known length without a copy, in the buffer it was read into, which is given away. */
  protected passOn(bytes: Buffer, end: number): void {
    const { exchange } = this;
    const body = this.body as BodyReader;
    const taken = body.take(end);
    exchange.writeToClient(bytes.subarray(0, taken));
    if (body.isDone) this.answered(taken === end, exchange.now());
    else if (exchange.connection.isCongested) this.pauseServer();
  }

  protected fail(failure: Failure): void {
    this.abandon();
    this.exchange.attemptFailed(failure);
  }
}

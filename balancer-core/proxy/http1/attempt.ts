// One try of a request on one server: takes a connection, writes the request, reads the answer and passes it to the client.
import type { Attempt as AttemptRecord } from "../../contract/records.ts";
import { systemCode } from "../../errors.ts";
import type { Lease } from "../../pool/types.ts";
import { writeProxyHeader } from "../proxy-protocol/write-header.ts";
import { BodyReader, framingOverhead } from "./body-framing.ts";
import type { Exchange } from "./exchange.ts";
import { responseHeadOverhead, writeResponseHead } from "./forward-response.ts";
import { PartialHead } from "./partial-head.ts";
import { maxResponseHeadBytes, type ResponseHead } from "./response-head.ts";
import { type Failure, failures, retryReasonOf } from "./retry-rule.ts";
import { Tunnel } from "./tunnel.ts";
import type { UpstreamConnection, UpstreamHandler } from "./upstream-connection.ts";

/** More interim answers than this before the real one are an attack or a bug. */
const maxInterimAnswers = 16;
const continueAnswer = Buffer.from("HTTP/1.1 100 Continue\r\n\r\n", "latin1");

export type AttemptPhase = "connecting" | "sent" | "answering" | "tunnel" | "over";

export class Attempt implements UpstreamHandler {
  readonly lease: Lease;
  readonly startedAt: number;
  phase: AttemptPhase = "connecting";
  tunnel: Tunnel | null = null;
  readonly #exchange: Exchange;
  #upstream: UpstreamConnection | null = null;
  #isReused = false;
  #connectMs: number | null = null;
  #waitMs: number | null = null;
  #sentAt = 0;
  #interimAnswers = 0;
  /** Beginning of a response head that did not come in one piece. */
  #partialHead: PartialHead | null = null;
  #body: BodyReader | null = null;
  #asChunks = false;
  #serverKeepsAlive = false;
  /** Why TLS with the server failed, for the record. */
  #tlsReason: string | null = null;

  constructor(exchange: Exchange, lease: Lease, now: number) {
    this.#exchange = exchange;
    this.lease = lease;
    this.startedAt = now;
  }

  start(): void {
    const { context, pool } = this.#exchange;
    const mayReuse = pool.config.upstream.proxyProtocol === "off";
    const idle = mayReuse ? context.idle.take(this.lease.server, pool.upstreamTls) : undefined;
    if (idle === undefined) {
      this.#connect();
      return;
    }
    this.#upstream = idle;
    this.#isReused = true;
    idle.handler = this;
    this.#send(this.startedAt);
  }

  get isCongested(): boolean {
    return this.#upstream?.isCongested === true;
  }

  /** A piece of the request's body, framed. */
  sendBody(framed: Buffer): void {
    const upstream = this.#upstream;
    if (upstream === null) return;
    if (framed.length > 0) upstream.socket.write(framed);
    if (upstream.isCongested) this.#exchange.connection.pause();
  }

  clientDrained(): void {
    if (this.tunnel) this.tunnel.clientDrained();
    else this.#upstream?.socket.resume();
  }

  record(outcome: string, now: number): AttemptRecord {
    return {
      server: this.lease.server.id,
      connectMs: this.#connectMs,
      waitMs: this.#waitMs,
      totalMs: now - this.startedAt,
      outcome: this.#tlsReason === null ? outcome : `${outcome} (${this.#tlsReason})`,
    };
  }

  /** Cuts the connection; its handler hears nothing more. */
  abandon(): void {
    this.phase = "over";
    this.#upstream?.destroy();
    this.#upstream = null;
  }

  connected(): void {
    const now = this.#exchange.now();
    this.#connectMs = now - this.startedAt;
    this.#send(now);
  }

  drained(): void {
    if (this.tunnel) this.tunnel.serverDrained();
    else this.#exchange.upstreamDrained();
  }

  received(lent: Buffer, end: number): void {
    const exchange = this.#exchange;
    exchange.touch();
    if (this.tunnel) {
      exchange.bytesOut += this.tunnel.fromServer(lent, 0, end);
      return;
    }
    if (this.phase === "answering") {
      this.#relayBody(lent, 0, end, Buffer.allocUnsafe(end + framingOverhead), 0);
      return;
    }
    if (this.#waitMs === null) this.#waitMs = exchange.now() - this.#sentAt;
    let bytes = lent;
    let length = end;
    if (this.#partialHead !== null) {
      if (!this.#partialHead.add(lent.subarray(0, end), maxResponseHeadBytes)) return;
      bytes = this.#partialHead.bytes;
      length = bytes.length;
      this.#partialHead = null;
    }
    this.#readHead(bytes, length);
  }

  ended(): void {
    if (this.tunnel) {
      this.tunnel.serverEnded();
      return;
    }
    if (this.phase === "answering" && this.#body?.kind === "until-close") {
      if (this.#asChunks) this.#exchange.writeToClient(Buffer.from("0\r\n\r\n", "latin1"));
      this.#answered(false);
      return;
    }
    this.#lost();
  }

  closed(error: Error | null): void {
    if (this.tunnel) this.#exchange.tunnelOver();
    else if (this.phase === "connecting") {
      if (error !== null && this.#upstream?.tls) this.#tlsReason = systemCode(error);
      this.#fail(failures.connectFailed);
    } else this.#lost();
  }

  #connect(): void {
    const { context, pool, connection } = this.#exchange;
    const { proxyProtocol } = pool.config.upstream;
    const header =
      proxyProtocol === "off" ? null : writeProxyHeader(proxyProtocol, connection.endpoints);
    this.phase = "connecting";
    this.#exchange.expectConnection();
    this.#upstream = context.idle.open(this.lease.server, pool.upstreamTls, header);
    this.#upstream.handler = this;
  }

  #send(now: number): void {
    const exchange = this.#exchange;
    const socket = (this.#upstream as UpstreamConnection).socket;
    this.#sentAt = now;
    this.phase = "sent";
    exchange.requestSent = true;
    if (exchange.body === null) {
      socket.write(exchange.forwardedHead, "latin1");
    } else {
      // One system call for the head and what is there of the body.
      socket.cork();
      socket.write(exchange.forwardedHead, "latin1");
      for (const framed of exchange.body.replay) socket.write(framed);
      exchange.pumpPending();
      socket.uncork();
    }
    // The body may have been refused while it was pumped.
    if (this.#isIn("sent")) exchange.expectAnswer(now);
  }

  /** The connection ended before the answer was whole. */
  #lost(): void {
    const exchange = this.#exchange;
    const isStale = this.#isReused && this.phase === "sent" && this.#waitMs === null;
    if (!isStale) {
      this.#fail(failures.reset);
    } else if (exchange.isReplayable()) {
      // The server had closed an idle connection as we took it: not its failure, and not the request's either.
      this.#upstream?.destroy();
      this.#isReused = false;
      this.#connect();
    } else this.#fail(failures.stale);
  }

  #readHead(bytes: Buffer, length: number): void {
    const exchange = this.#exchange;
    const head = exchange.context.responseHead;
    let start = 0;
    for (;;) {
      const rest = start === 0 ? bytes : bytes.subarray(start);
      const restLength = length - start;
      const outcome = head.read(rest, restLength, exchange.isHead);
      if (outcome === "incomplete") {
        if (restLength > 0) this.#partialHead = new PartialHead(rest.subarray(0, restLength));
        return;
      }
      if (outcome === "malformed") {
        this.#fail(failures.badResponse);
        return;
      }
      if (head.status >= 200) {
        this.#answer(head, rest, restLength);
        return;
      }
      if (head.status === 101) {
        this.#upgrade(head, rest, restLength);
        return;
      }
      if (++this.#interimAnswers > maxInterimAnswers) {
        this.#fail(failures.badResponse);
        return;
      }
      this.#passInterim(head, rest);
      start += head.bodyStart;
    }
  }

  #passInterim(head: ResponseHead, bytes: Buffer): void {
    const exchange = this.#exchange;
    if (exchange.minorVersion === 0) return;
    if (head.status === 100) {
      if (!exchange.awaitsContinue) return;
      exchange.awaitsContinue = false;
      exchange.writeToClient(continueAnswer);
    } else if (head.status === 103) {
      const out = Buffer.allocUnsafe(head.bodyStart + responseHeadOverhead);
      const framing = { asChunks: false, keepAlive: true, minorVersion: 1 };
      exchange.writeToClient(out.subarray(0, writeResponseHead(bytes, head, framing, "", out, 0)));
    }
  }

  #answer(head: ResponseHead, bytes: Buffer, end: number): void {
    const exchange = this.#exchange;
    const reason = retryReasonOf(head.status);
    if (reason !== null && exchange.grantRetry(reason)) {
      this.abandon();
      exchange.retry({ code: "UPSTREAM_BAD_RESPONSE", reason, isServers: true }, head.status);
      return;
    }
    const { minorVersion } = exchange;
    const isUnframed = head.bodyKind === "until-close" || head.bodyKind === "chunked";
    this.#asChunks = isUnframed && minorVersion === 1;
    this.#serverKeepsAlive = head.keepAlive && head.bodyKind !== "until-close";
    this.#body = new BodyReader(head.bodyKind, head.contentLength);
    const upstream = this.#upstream as UpstreamConnection;
    if (head.keepAliveSeconds >= 0) {
      // A second early, so that a request does not meet the server's own closing.
      upstream.idleLimitMs = Math.max(0, head.keepAliveSeconds * 1_000 - 1_000);
    }
    exchange.beginAnswer(head.status, isUnframed);
    const extraLines = exchange.exposedLines();
    const out = Buffer.allocUnsafe(
      end + responseHeadOverhead + extraLines.length + framingOverhead,
    );
    const framing = { asChunks: this.#asChunks, keepAlive: exchange.keepAlive, minorVersion };
    const written = writeResponseHead(bytes, head, framing, extraLines, out, 0);
    this.phase = "answering";
    this.#relayBody(bytes, head.bodyStart, end, out, written);
  }

  /** Passes on what is there of the body, behind what `out` holds already, in one write. */
  #relayBody(bytes: Buffer, position: number, end: number, out: Buffer, at: number): void {
    const exchange = this.#exchange;
    const body = this.#body as BodyReader;
    const written = body.transfer(bytes, position, end, out, at, this.#asChunks);
    if (written > 0)
      exchange.writeToClient(written === out.length ? out : out.subarray(0, written));
    if (body.malformed) this.#fail(failures.badResponse);
    else if (body.isDone) this.#answered(body.position === end);
    else if (exchange.connection.isCongested) this.#upstream?.socket.pause();
  }

  /** The answer is whole. `isClean`: the server sent nothing behind it. */
  #answered(isClean: boolean): void {
    const exchange = this.#exchange;
    const upstream = this.#upstream as UpstreamConnection;
    this.#upstream = null;
    this.phase = "over";
    const { upstream: rules, timeouts } = exchange.pool.config;
    const isReusable =
      isClean &&
      !upstream.isBound &&
      this.#serverKeepsAlive &&
      rules.keepAlive &&
      exchange.isBodyDone &&
      upstream.socket.writableLength === 0;
    const now = exchange.now();
    if (isReusable) {
      const limits = { maxIdlePerServer: rules.maxIdlePerServer, idleMs: timeouts.idle };
      exchange.context.idle.put(upstream, limits, now);
    } else upstream.destroy();
    exchange.answered(now);
  }

  #upgrade(head: ResponseHead, bytes: Buffer, end: number): void {
    const exchange = this.#exchange;
    if (!exchange.asksUpgrade || !head.connection.upgrade || head.upgradeIndex === -1) {
      this.#fail(failures.badResponse);
      return;
    }
    exchange.beginAnswer(101, false);
    const extraLines = exchange.exposedLines();
    const out = Buffer.allocUnsafe(head.bodyStart + responseHeadOverhead + extraLines.length);
    const framing = { asChunks: false, keepAlive: true, minorVersion: 1 };
    const written = writeResponseHead(bytes, head, framing, extraLines, out, 0);
    exchange.writeToClient(out.subarray(0, written));
    this.phase = "tunnel";
    const upstream = this.#upstream as UpstreamConnection;
    this.tunnel = new Tunnel(exchange.connection, upstream);
    exchange.bytesOut += this.tunnel.fromServer(bytes, head.bodyStart, end);
    exchange.pumpPending();
    exchange.connection.resume();
    if (exchange.connection.hasEnded) this.tunnel.clientEnded();
  }

  // A getter of its own, so that the compiler does not believe the phase it saw assigned before a call.
  #isIn(phase: AttemptPhase): boolean {
    return this.phase === phase;
  }

  #fail(failure: Failure): void {
    this.abandon();
    this.#exchange.attemptFailed(failure);
  }
}

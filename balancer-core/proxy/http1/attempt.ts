// One try of a request on a server of HTTP/1.1: takes a connection, writes the request and reads the answer.
import { isOwnFault, systemCode } from "../../errors.ts";
import { writeProxyHeader } from "../proxy-protocol/write-header.ts";
import { isRelayBuffer, relayReadBytes, takeRelayBuffer } from "../relay-buffers.ts";
import { BodyReader, framingOverhead, lastChunk } from "./body-framing.ts";
import { responseHeadOverhead } from "./forward-response.ts";
import { PartialHead } from "./partial-head.ts";
import { maxResponseHeadBytes, type ResponseHead } from "./response-head.ts";
import { failures } from "./retry-rule.ts";
import { type AttemptPhase, ServerAttempt } from "./server-attempt.ts";
import { Tunnel } from "./tunnel.ts";
import { writeAtTurnEnd } from "./turn-end.ts";
import type { UpstreamConnection, UpstreamHandler } from "./upstream-connection.ts";

export class Attempt extends ServerAttempt implements UpstreamHandler {
  #upstream: UpstreamConnection | null = null;
  #isReused = false;
  #sentAt = 0;
  /** Beginning of a response head that did not come in one piece. */
  #partialHead: PartialHead | null = null;
  #serverKeepsAlive = false;

  start(): void {
    const { context, pool } = this.exchange;
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
    if (framed.length > 0) writeAtTurnEnd(upstream.socket, framed);
    if (upstream.isCongested) this.exchange.connection.pause();
  }

  clientDrained(): void {
    if (this.tunnel) this.tunnel.clientDrained();
    else this.#upstream?.socket.resume();
  }

  /** Cuts the connection; its handler hears nothing more. */
  abandon(): void {
    this.phase = "over";
    this.#upstream?.destroy();
    this.#upstream = null;
  }

  /** The client of a tunnel is gone. What it sent before its end still goes to the server. */
  override clientLeft(): void {
    if (!this.exchange.connection.hasEnded) return;
    this.#upstream?.finish(this.exchange.pool.config.timeouts.idle);
    this.#upstream = null;
  }

  connected(): void {
    const now = this.exchange.now();
    this.connectMs = now - this.startedAt;
    this.#send(now);
  }

  drained(): void {
    if (this.tunnel) this.tunnel.serverDrained();
    else this.exchange.upstreamDrained();
  }

  received(lent: Buffer, end: number): void {
    const { exchange } = this;
    exchange.touch();
    if (this.tunnel) {
      exchange.bytesOut += this.tunnel.fromServer(lent, 0, end);
      return;
    }
    if (this.phase === "answering") {
      if (isRelayBuffer(lent)) this.passOn(lent, end);
      else this.relayBody(lent, 0, end, takeRelayBuffer(end + framingOverhead), 0);
      if (this.#isIn("answering")) this.#readOn();
      return;
    }
    const now = exchange.now();
    if (this.waitMs === null) this.waitMs = now - this.#sentAt;
    let bytes = lent;
    let length = end;
    if (this.#partialHead !== null) {
      if (!this.#partialHead.add(lent.subarray(0, end), maxResponseHeadBytes)) return;
      bytes = this.#partialHead.bytes;
      length = bytes.length;
      this.#partialHead = null;
    }
    this.#readHead(bytes, length, now);
  }

  ended(): void {
    if (this.tunnel) {
      this.tunnel.serverEnded();
      return;
    }
    if (this.phase === "answering" && this.body?.kind === "until-close") {
      if (this.asChunks) this.exchange.writeToClient(lastChunk);
      this.answered(false, this.exchange.now());
      return;
    }
    this.#lost();
  }

  closed(error: Error | null): void {
    if (this.tunnel) this.exchange.tunnelOver();
    else if (this.phase === "connecting") {
      const isOurs = isOwnFault(error);
      if (error !== null && (isOurs || this.#upstream?.tls)) this.detail = systemCode(error);
      this.fail(isOurs ? failures.connectUntried : failures.connectFailed);
    } else this.#lost();
  }

  #connect(): void {
    const { context, pool, connection } = this.exchange;
    const { proxyProtocol } = pool.config.upstream;
    const header =
      proxyProtocol === "off" ? null : writeProxyHeader(proxyProtocol, connection.endpoints);
    this.phase = "connecting";
    this.exchange.expectConnection();
    const now = this.exchange.now();
    this.#upstream = context.idle.open(this.lease.server, pool.upstreamTls, header, now);
    this.#upstream.handler = this;
  }

  #send(now: number): void {
    const { exchange } = this;
    const socket = (this.#upstream as UpstreamConnection).socket;
    this.#sentAt = now;
    this.phase = "sent";
    exchange.requestSent = true;
    writeAtTurnEnd(socket, exchange.forwardedHead);
    if (exchange.body !== null) {
      for (const framed of exchange.body.replay) writeAtTurnEnd(socket, framed);
      exchange.pumpPending();
    }
    // The body may have been refused while it was pumped.
    if (this.#isIn("sent")) exchange.expectAnswer(now);
  }

  /** The connection ended before the answer was whole. */
  #lost(): void {
    const { exchange } = this;
    const isStale = this.#isReused && this.phase === "sent" && this.waitMs === null;
    if (!isStale) {
      this.fail(failures.reset);
    } else if (exchange.isReplayable()) {
      // The server had closed an idle connection as we took it: not its failure, and not the request's either.
      this.#upstream?.destroy();
      this.#isReused = false;
      this.#connect();
    } else this.fail(failures.stale);
  }

  #readHead(bytes: Buffer, length: number, now: number): void {
    const { exchange } = this;
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
        this.fail(failures.badResponse);
        return;
      }
      if (head.status >= 200) {
        this.#answer(head, rest, restLength, now);
        return;
      }
      if (head.status === 101) {
        this.#upgrade(head, rest, restLength);
        return;
      }
      if (!this.passInterim(head, rest)) return;
      start += head.bodyStart;
    }
  }

  #answer(head: ResponseHead, bytes: Buffer, end: number, now: number): void {
    this.#serverKeepsAlive = head.keepAlive && head.bodyKind !== "until-close";
    const upstream = this.#upstream as UpstreamConnection;
    if (head.keepAliveSeconds >= 0) {
      // A second early, so that a request does not meet the server's own closing.
      upstream.idleLimitMs = Math.max(0, head.keepAliveSeconds * 1_000 - 1_000);
    }
    this.answer(head, bytes, end, now);
    if (this.#isIn("answering")) this.#readOn();
  }

  protected bodyOf({ bodyKind, contentLength }: ResponseHead): BodyReader {
    const body = new BodyReader(bodyKind, contentLength);
    body.passesTrailers = this.exchange.acceptsTrailers;
    return body;
  }

  /** Much content that needs no other framing is read into buffers that can be passed on as they are. */
  #readOn(): void {
    if (this.asChunks || !this.body?.hasMuchLeft) return;
    this.#upstream?.readNextInto(takeRelayBuffer(relayReadBytes));
  }

  protected pauseServer(): void {
    this.#upstream?.socket.pause();
  }

  protected answered(isClean: boolean, now: number): void {
    const { exchange } = this;
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
    if (isReusable) {
      const limits = { maxIdlePerServer: rules.maxIdlePerServer, idleMs: timeouts.idle };
      exchange.context.idle.put(upstream, limits, now);
    } else upstream.destroy();
    exchange.answered(now);
  }

  #upgrade(head: ResponseHead, bytes: Buffer, end: number): void {
    const { exchange } = this;
    if (!exchange.asksUpgrade || !head.connection.upgrade || head.upgradeIndex === -1) {
      this.fail(failures.badResponse);
      return;
    }
    exchange.beginAnswer(101, false);
    const extraLines = exchange.addedLines();
    const out = Buffer.allocUnsafe(head.bodyStart + responseHeadOverhead + extraLines.length);
    const framing = { asChunks: false, keepAlive: true, minorVersion: 1 };
    const written = exchange.connection.putHead(bytes, head, framing, extraLines, out);
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
}

// One client's connection: reads heads one after another, hands each request to an exchange and keeps what belongs to the next.
import type { Socket } from "node:net";
import type { ErrorCode } from "../../contract/error-codes.ts";
import { isPreface } from "../http2/preface.ts";
import type { Endpoints } from "../proxy-protocol/endpoints.ts";
import { ClientOutput } from "./client-output.ts";
import type { ClientSide } from "./client-side.ts";
import { Exchange } from "./exchange.ts";
import type { ListenerContext } from "./listener-context.ts";
import { PartialHead } from "./partial-head.ts";
import { refuse } from "./refusal.ts";
import { lendReads } from "./shared-read-buffer.ts";
import { writeNow } from "./turn-end.ts";

/** Time for a client to read our last answer and close, before we do: from the last byte it still sends, and altogether. */
const lingerMs = 1_000;
const longestLingerMs = 30_000;
/** As much is kept of what nobody can take yet while the client is watched for leaving; then nothing more is read. */
const keptBytes = 16_384;
/** A connection this recently used may have a request on the way when the listener closes. */
const closingGraceMs = 500;

type Phase = "idle" | "head" | "exchange" | "lingering" | "closed";

export class ClientConnection extends ClientOutput implements ClientSide {
  /** What force close calls on a lease of this connection's request; made once instead of once per request. */
  readonly onCut: (reason: ErrorCode) => void;
  /** When `deadlinePassed` is called by the listener's sweep. */
  deadlineAt: number;
  hasEnded = false;
  #phase: Phase = "idle";
  #exchange: Exchange | null = null;
  #pending: Buffer | null = null;
  #partialHead: PartialHead | null = null;
  #isPaused = false;
  #isProcessing = false;
  #headStartedAt = 0;
  #idleSince: number;
  #lingerEndsAt = Number.POSITIVE_INFINITY;
  /** There until the first request, before which a client may say that it speaks HTTP/2. */
  #handOver: ((bytes: Buffer) => void) | null = null;

  constructor(
    socket: Socket,
    endpoints: Endpoints,
    context: ListenerContext,
    now: number,
    onClosed: () => void,
    /** Takes over a connection that begins as HTTP/2, with what was read of it; null where that is not served. */
    onPreface: ((bytes: Buffer) => void) | null = null,
  ) {
    super(socket, endpoints, context);
    this.onCut = (reason) => this.#exchange?.cut(reason);
    this.deadlineAt = now + context.config.limits.headerTimeout;
    this.#idleSince = now;
    const received = (bytes: Buffer) => this.#received(bytes);
    const drained = () => this.#drained();
    const ended = () => this.#ended();
    const closed = () => {
      this.#phase = "closed";
      this.#pending = null;
      this.#partialHead = null;
      this.#exchange?.clientLeft();
      onClosed();
    };
    if (!lendReads(socket, (lent, end) => this.#borrowed(lent, end))) socket.on("data", received);
    socket.on("drain", drained).on("end", ended).on("close", closed);
    // An error is always followed by `close`, where everything is cleaned up.
    socket.on("error", () => {});
    if (onPreface === null) return;
    this.#handOver = (bytes) => {
      this.#phase = "closed";
      lendReads(socket, null);
      socket.off("data", received).off("drain", drained).off("end", ended).off("close", closed);
      onPreface(bytes);
    };
  }

  pause(): void {
    if (this.#isPaused) return;
    this.#isPaused = true;
    this.socket.pause();
  }

  resume(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.socket.resume();
  }

  /** Not while much is kept, so that there is a bound to it. */
  watch(): void {
    if (this.#pending === null || this.#pending.length < keptBytes) this.resume();
  }

  keep(bytes: Buffer): void {
    this.#pending = this.#pending === null ? bytes : Buffer.concat([this.#pending, bytes]);
    if (this.#pending.length >= keptBytes) this.pause();
  }

  get hasPending(): boolean {
    return this.#pending !== null;
  }

  takePending(): Buffer | null {
    const pending = this.#pending;
    this.#pending = null;
    return pending;
  }

  destroy(): void {
    this.#phase = "closed";
    writeNow(this.socket);
    this.socket.destroy();
  }

  /** The exchange has made its record and says whether another may follow on this connection. */
  exchangeOver(keepAlive: boolean, now: number): void {
    this.#exchange = null;
    if (this.#phase === "closed") return;
    if (!keepAlive) {
      this.#closeGracefully(now);
      return;
    }
    this.#becomeIdle(now);
    if (!this.#isProcessing) this.#goOn();
  }

  /** The listener closes: a resting connection goes at once, a busy one after its answer. */
  shutDown(now: number): void {
    if (this.#phase !== "idle") return;
    // A request may be on its way to us; it would be lost if we closed before hearing of it.
    if (now - this.#idleSince < closingGraceMs) this.deadlineAt = now + closingGraceMs;
    else this.#closeGracefully(now);
  }

  /** Since when there is only a client to be waited for; infinite when it is somebody else's turn. */
  get restsSince(): number {
    if (this.#phase === "idle") return this.#idleSince;
    if (this.#phase === "head") return this.#headStartedAt;
    return this.#exchange?.restsSince ?? Number.POSITIVE_INFINITY;
  }

  /** Makes room for another connection. */
  evict(): void {
    this.#exchange?.cut("CONNECTION_LIMIT");
    this.#phase = "closed";
    writeNow(this.socket);
    this.socket.destroy();
  }

  /** The listener's deadline has passed: what is unanswered is told so, and the connection is gone. */
  cut(): void {
    this.#exchange?.cut("SHUTTING_DOWN");
    // The answer just written is handed to the system before the socket closes.
    writeNow(this.socket);
    this.socket.destroySoon();
    if (this.socket.writableLength > 0) this.socket.destroy();
  }

  deadlinePassed(now: number): void {
    switch (this.#phase) {
      case "head":
        this.#refuse("REQUEST_HEAD_TIMEOUT", now);
        break;
      case "idle":
        this.#closeGracefully(now);
        break;
      case "exchange":
        this.deadlineAt = Number.POSITIVE_INFINITY;
        this.#exchange?.deadlinePassed();
        break;
      default:
        this.socket.destroy();
    }
  }

  /** Reads a head where it lies; everything else outlives the call and is copied. */
  #borrowed(lent: Buffer, end: number): void {
    if (this.#phase !== "idle" || this.#pending !== null) {
      this.#received(Buffer.from(lent.subarray(0, end)));
    } else {
      this.context.counters.bytesIn += end;
      this.#process(lent, end);
    }
  }

  #received(bytes: Buffer): void {
    this.context.counters.bytesIn += bytes.length;
    if (this.#exchange !== null) {
      if (!this.#exchange.clientBytes(bytes)) this.keep(bytes);
    } else if (this.#phase === "idle" || this.#phase === "head") {
      const partial = this.#partialHead;
      if (partial === null) {
        this.#process(this.#pending === null ? bytes : Buffer.concat([this.#pending, bytes]));
      } else if (partial.add(bytes, this.context.config.limits.headerBytes)) {
        this.#partialHead = null;
        this.#process(partial.bytes);
      }
    } else if (this.#phase === "lingering") {
      // Closing over what is still coming would reset our answer away before it is read.
      this.deadlineAt = Math.min(this.#lingerEndsAt, this.context.sweptAt + lingerMs);
    }
  }

  #drained(): void {
    if (this.#exchange !== null) this.#exchange.clientDrained();
    else if (this.#phase === "idle") this.#goOn();
  }

  #ended(): void {
    this.hasEnded = true;
    if (this.#exchange !== null) this.#exchange.clientEnded();
    else if (this.#phase === "idle" || this.#phase === "head") {
      this.#closeGracefully(this.context.dependencies.ports.clock.now());
    }
  }

  #goOn(): void {
    const pending = this.takePending();
    if (pending === null) this.resume();
    else this.#process(pending);
  }

  /**
   * Reads requests from `bytes[0..end)` until one takes its time, the bytes are used up or something is wrong. The bytes may be
   * lent, so what is kept of them is copied.
   */
  #process(bytes: Buffer, end = bytes.length): void {
    let rest: Buffer | null = bytes;
    let restEnd = end;
    this.#pending = null;
    this.#isProcessing = true;
    while (rest !== null && this.#exchange === null && this.#isOpen()) {
      if (this.isCongested) {
        // A client that sends requests but does not read the answers waits until it does.
        this.keep(Buffer.from(rest.subarray(0, restEnd)));
        this.pause();
        break;
      }
      rest = this.#readRequest(rest, restEnd);
      restEnd = rest === null ? 0 : rest.length;
    }
    this.#isProcessing = false;
    if (this.#exchange === null && this.#isOpen() && !this.isCongested) this.resume();
  }

  // Asked through a method, since calls in between change the phase behind the compiler's back.
  #isOpen(): boolean {
    return this.#phase === "idle" || this.#phase === "head";
  }

  /** Reads one head and starts its exchange. Returns the bytes behind a request that is over already. */
  #readRequest(bytes: Buffer, end: number): Buffer | null {
    const { requestHead, config, dependencies } = this.context;
    const outcome = requestHead.read(bytes, config.limits, end);
    const now = dependencies.ports.clock.now();
    if (outcome === "incomplete") {
      if (this.#phase !== "head") {
        this.#phase = "head";
        this.#headStartedAt = now;
        this.deadlineAt = now + config.limits.headerTimeout;
      }
      if (this.hasEnded) this.#closeGracefully(now);
      else this.#partialHead = new PartialHead(bytes.subarray(0, end));
      return null;
    }
    const startedAt = this.#phase === "head" ? this.#headStartedAt : now;
    if (outcome !== "complete") {
      if (outcome === "HTTP_VERSION_NOT_SUPPORTED" && this.#handOver !== null) {
        const given = bytes.subarray(0, end);
        if (isPreface(given)) {
          this.#handOver(Buffer.from(given));
          return null;
        }
      }
      this.#headStartedAt = startedAt;
      this.#refuse(outcome, now);
      return null;
    }
    this.#handOver = null;
    const { bodyStart, contentLength } = requestHead;
    const exchange = new Exchange(this, requestHead, bytes, startedAt);
    this.#exchange = exchange;
    this.#phase = "exchange";
    this.deadlineAt = Number.POSITIVE_INFINITY;
    if (bodyStart < end) this.keep(Buffer.from(bytes.subarray(bodyStart, end)));
    exchange.start(contentLength, now);
    return this.#exchange === null ? this.takePending() : null;
  }

  #becomeIdle(now: number): void {
    this.#phase = "idle";
    this.#idleSince = now;
    this.deadlineAt = now + this.context.config.limits.idleTimeout;
    if (this.hasEnded && this.#pending === null) this.#closeGracefully(now);
  }

  #refuse(code: ErrorCode, now: number): void {
    refuse(this, code, now - this.#headStartedAt);
    this.#closeGracefully(now);
  }

  /** Ends our side and lets the client read the answer: closing over unread bytes would reset it away. */
  #closeGracefully(now: number): void {
    this.#phase = "lingering";
    this.#pending = null;
    this.#partialHead = null;
    writeNow(this.socket);
    this.socket.end();
    this.resume();
    const { idleTimeout } = this.context.config.limits;
    this.#lingerEndsAt = now + longestLingerMs;
    this.deadlineAt = now + (this.socket.writableLength > 0 ? idleTimeout : lingerMs);
  }
}

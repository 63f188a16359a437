// One request's life: lease, attempts, and exactly one end with one record. Knows the client's side through its connection, which
// may be a stream of HTTP/2, and the server's side through its attempt.
import type { RetryReason } from "../../contract/config-pool.ts";
import type { ErrorCode } from "../../contract/error-codes.ts";
import type { Lease, LeaseContext } from "../../pool/types.ts";
import { backoffMs } from "../backoff.ts";
import { Http2Attempt } from "../http2/http2-attempt.ts";
import { LeaseSeeker, type LeaseTaker, nobody } from "../lease-seeker.ts";
import { Attempt } from "./attempt.ts";
import type { ClientSide } from "./client-side.ts";
import { exposedLines } from "./exposed-lines.ts";
import { statusOf } from "./own-answer.ts";
import { RecordedRequest } from "./recorded-request.ts";
import type { RequestHead } from "./request-head.ts";
import {
  type Failure,
  failures,
  isReplayable,
  mayRetry,
  type RetryQuestion,
} from "./retry-rule.ts";
import type { ServerAttempt } from "./server-attempt.ts";
import { stickyLines } from "./sticky-lines.ts";

/** Less than this at a time is no progress of a body. */
const stepBytes = 1_024;

export class Exchange extends RecordedRequest implements LeaseContext, LeaseTaker, RetryQuestion {
  readonly tried = nobody;
  requestSent = false;
  responseStarted = false;
  retriesMade = 0;
  /** Pause before the present attempt; undefined before the first. */
  backoffMs: number | undefined;
  #attempt: ServerAttempt | null = null;
  #seeker: LeaseSeeker | null = null;
  /** What went wrong with the attempt before, which is the answer when there is no other server. */
  #lastFailure: Failure | null = null;
  #status = 0;
  /** When the body last got on by a whole step, and how far it had come then. */
  #steppedAt: number;
  #steppedTo = 0;
  #isOver = false;

  constructor(connection: ClientSide, head: RequestHead, bytes: Buffer, startedAt: number) {
    super(connection, head, bytes, startedAt);
    this.#steppedAt = startedAt;
    this.context.counters.totalRequests++;
  }

  start(declaredLength: number, now: number): void {
    const { bodyBytes } = this.context.config.limits;
    const { rateLimit } = this.context;
    if (rateLimit !== null && !rateLimit.take(this.clientAddress, now)) {
      this.#answerOwn("RATE_LIMITED");
    } else if (this.poolId === undefined) this.#answerOwn("NO_ROUTE");
    else if (this.knownPool === undefined) this.#answerOwn("NO_SELECTABLE_SERVER");
    else if (bodyBytes > 0 && declaredLength > bodyBytes) {
      this.#answerOwn("REQUEST_BODY_TOO_LARGE");
    } else {
      // Nearly always there is one at once; only who waits or tries again needs somebody to see to it.
      const lease = this.knownPool.lease(this, now);
      if (typeof lease !== "string") this.leased(lease, now);
      else this.#startSeeking().settle(lease, now);
    }
  }

  /** Something moved; the idle time begins anew. */
  touch(): void {
    if (this.responseStarted || !this.isBodyDone) {
      this.connection.deadlineAt = this.context.sweptAt + this.pool.config.timeouts.idle;
    }
  }

  expectConnection(): void {
    this.connection.deadlineAt = this.now() + this.pool.config.timeouts.connect;
  }

  /** The request is on its way: its body must keep coming, and then the answer must begin. */
  expectAnswer(now: number): void {
    const { timeouts } = this.pool.config;
    const isWaitingForServer = this.isBodyDone || this.awaitsContinue;
    this.connection.deadlineAt = now + (isWaitingForServer ? timeouts.response : timeouts.idle);
    this.connection.watch();
  }

  /** Bytes from the client. False when they are not for this exchange, now or at all; the connection then keeps them. */
  clientBytes(bytes: Buffer): boolean {
    const attempt = this.#attempt;
    if (attempt === null || attempt.phase === "connecting" || attempt.phase === "over")
      return false;
    if (attempt.tunnel) {
      this.touch();
      this.bytesIn += bytes.length;
      attempt.tunnel.fromClient(bytes);
      return true;
    }
    const { body } = this;
    if (body === null || body.isDone) return false;
    // Whoever sends its body does not wait any more; if it stops now, that is not the server's fault.
    this.awaitsContinue = false;
    const taken = body.take(bytes);
    if (!Buffer.isBuffer(taken)) {
      // SECURITY: even if the body came whole, what stands behind it was not read and would be missed between the answers.
      this.keepAlive = false;
      this.#abort(taken);
      return true;
    }
    this.bytesIn += bytes.length - (body.rest?.length ?? 0);
    if (body.total - this.#steppedTo >= stepBytes) this.#stepped(body.total);
    if (body.isDone && body.rest !== null) this.connection.keep(body.rest);
    this.#sendBody(attempt, taken);
    return true;
  }

  /** The client said that its body is over, where no length and no last chunk does. */
  bodyEnded(): void {
    const { body } = this;
    const attempt = this.#attempt;
    if (body === null || body.isDone || attempt === null) return;
    if (attempt.phase === "connecting" || attempt.phase === "over") return;
    const taken = body.end(this.connection.trailers);
    if (Buffer.isBuffer(taken)) this.#sendBody(attempt, taken);
    else this.#abort(taken);
  }

  /** Gives the attempt what the connection kept while there was nobody to take it. */
  pumpPending(): void {
    const pending = this.connection.takePending();
    if (pending !== null && !this.clientBytes(pending)) this.connection.keep(pending);
    else if (this.connection.isBodyOver) this.bodyEnded();
    if (this.connection.hasEnded && !this.isBodyDone) this.clientLeft();
  }

  /** Since when the client sends its body so slowly that others may have its place; infinite while it does not. */
  get restsSince(): number {
    const attempt = this.#attempt;
    const isServersTurn = this.isBodyDone || this.responseStarted || this.awaitsContinue;
    if (isServersTurn || attempt === null || attempt.phase !== "sent" || attempt.isCongested) {
      return Number.POSITIVE_INFINITY;
    }
    return this.#steppedAt;
  }

  upstreamDrained(): void {
    this.#stepped(this.#steppedTo);
    this.touch();
    this.connection.watch();
  }

  clientDrained(): void {
    this.touch();
    this.#attempt?.clientDrained();
  }

  /** The client sent its last byte. It may still wait for the answer, unless its request is not whole. */
  clientEnded(): void {
    const attempt = this.#attempt;
    if (attempt?.tunnel) attempt.tunnel.clientEnded();
    // A client that ends while it waits in line is nearly always gone, and its place is wanted.
    else if (this.#seeker?.isQueued) this.clientLeft();
    // What is kept may be the rest of the body; whether it is shows when it is taken.
    else if (!this.isBodyDone && !this.connection.hasPending) this.clientLeft();
  }

  clientLeft(): void {
    if (this.#attempt?.tunnel) this.#attempt.clientLeft();
    this.#abort(failures.clientLeft);
  }

  /** Ends it at once, both sides. */
  cut(code: ErrorCode): void {
    this.#abort(code === "SHUTTING_DOWN" ? failures.shuttingDown : { ...failures.cut, code });
  }

  deadlinePassed(): void {
    const attempt = this.#attempt;
    if (attempt === null) return;
    if (attempt.tunnel) {
      this.tunnelOver();
      return;
    }
    const { phase } = attempt;
    const isClientSlow = this.connection.isCongested;
    attempt.abandon();
    if (phase === "connecting") this.attemptFailed(failures.connectFailed);
    else if (phase === "answering") {
      this.attemptFailed(isClientSlow ? failures.clientLeft : failures.tooSlow);
    } else if (this.isBodyDone || attempt.isCongested || this.awaitsContinue) {
      this.attemptFailed(failures.tooSlow);
    } else this.attemptFailed(failures.bodyTimeout);
  }

  isReplayable(): boolean {
    return isReplayable(this);
  }

  /** Asks the rule, and when it agrees the budget; true has taken a retry, which must then be made. */
  grantRetry(reason: RetryReason | null): boolean {
    return mayRetry(reason, this) && this.pool.takeRetry();
  }

  /** The head of the answer is about to go to the client. */
  beginAnswer(status: number, isUnframed: boolean): void {
    this.#status = status;
    this.responseStarted = true;
    // A client that has not sent its whole request may go on sending it; what follows could not be told apart.
    if (!this.isBodyDone || this.context.isClosing || (isUnframed && this.minorVersion === 0)) {
      this.keepAlive = false;
    }
    this.touch();
  }

  /** Lines of ours in a server's answer. */
  addedLines(): string {
    const lease = this.lastLease;
    const exposed = this.exposedLines();
    if (lease === null || lease.stickyCookie === null) return exposed;
    return exposed + stickyLines(lease, this.pool, this.context.config.protocol === "https");
  }

  exposedLines(): string {
    const lease = this.lastLease;
    return lease !== null && this.context.config.exposeServer ? exposedLines(lease, this.pool) : "";
  }

  writeToClient(bytes: Buffer): void {
    this.bytesOut += bytes.length;
    this.connection.write(bytes);
  }

  answered(now: number): void {
    this.#endLease(this.#status, this.#status >= 500, "answered", now);
    this.#finish(this.#status, null, now);
  }

  tunnelOver(error: ErrorCode | null = null): void {
    if (this.#isOver) return;
    const now = this.now();
    this.#attempt?.abandon();
    this.#endLease(101, false, error ?? "answered", now);
    this.keepAlive = false;
    this.#finish(101, error, now);
  }

  attemptFailed(failure: Failure): void {
    if (this.grantRetry(failure.reason)) {
      this.retry(failure, 0);
      return;
    }
    this.#endLease(0, failure.isServers, failure.code, this.now());
    this.#giveUp(failure.code);
  }

  /** Tries again after a retry was granted. `status` is what the server answered, or 0. */
  retry(failure: Failure, status: number): void {
    const server = this.#attempt?.lease.server;
    if (server === undefined) return;
    this.#endLease(status, failure.isServers, failure.code, this.now());
    server.recorder.retried();
    this.#lastFailure = failure;
    const { random } = this.context.dependencies.ports;
    const delayMs = backoffMs(this.retries, this.retriesMade, random);
    this.backoffMs = delayMs;
    this.retriesMade++;
    const seeker = this.#seeker ?? this.#startSeeking();
    seeker.seekAfter(delayMs, server);
  }

  leased(lease: Lease, now: number): void {
    lease.onCut = this.connection.onCut;
    this.lastLease = lease;
    this.trace?.beginAttempt(now);
    this.#attempt = this.asksHttp2
      ? new Http2Attempt(this, lease, now)
      : new Attempt(this, lease, now);
    this.#attempt.start();
  }

  refused(code: ErrorCode): void {
    this.#giveUp(this.#lastFailure?.code ?? code);
  }

  waits(): void {
    this.connection.deadlineAt = Number.POSITIVE_INFINITY;
  }

  #startSeeking(): LeaseSeeker {
    const { clock } = this.context.dependencies.ports;
    this.#seeker = new LeaseSeeker(this.pool, clock, this, this);
    return this.#seeker;
  }

  #stepped(total: number): void {
    this.#steppedTo = total;
    this.#steppedAt = this.context.sweptAt;
  }

  #sendBody(attempt: ServerAttempt, framed: Buffer): void {
    if (!this.isBodyDone) this.touch();
    else if (!this.responseStarted) {
      this.connection.deadlineAt = this.now() + this.pool.config.timeouts.response;
    }
    attempt.sendBody(framed);
  }

  #abort(failure: Failure): void {
    if (this.#isOver) return;
    if (this.#attempt?.tunnel) {
      this.tunnelOver(failure.isServers || failure.code === "CLIENT_CLOSED" ? null : failure.code);
      return;
    }
    this.#seeker?.leave();
    this.#attempt?.abandon();
    this.#endLease(0, false, failure.code, this.now());
    this.#giveUp(failure.code);
  }

  #giveUp(error: ErrorCode): void {
    if (error === "CLIENT_CLOSED" || this.responseStarted) {
      // Cutting the connection is the only way left to say that the answer is not whole.
      this.keepAlive = false;
      this.connection.destroy();
      this.#finish(this.responseStarted ? this.#status : statusOf(error), error, this.now());
    } else this.#answerOwn(error);
  }

  #answerOwn(code: ErrorCode): void {
    if (!this.isBodyDone || this.context.isClosing) this.keepAlive = false;
    this.context.countOwnAnswer(code);
    const { isHead, keepAlive, minorVersion } = this;
    const extraLines = this.exposedLines();
    const options = { isHead, keepAlive, minorVersion, extraLines };
    this.bytesOut += this.connection.writeOwnAnswer(code, options);
    this.#finish(statusOf(code), code, this.now());
  }

  #endLease(status: number, isFailure: boolean, outcome: string, now: number): void {
    const attempt = this.#attempt;
    this.#attempt = null;
    if (attempt !== null) this.endAttempt(attempt, status, isFailure, outcome, now);
  }

  #finish(status: number, error: ErrorCode | null, now: number): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.record(status, error, this.#seeker?.queueMs ?? 0, now);
    this.connection.exchangeOver(this.keepAlive, now);
  }
}

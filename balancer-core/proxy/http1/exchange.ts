// One request's life: route, lease, attempts, and exactly one end with one record. Knows the client's side through its
// connection and the server's side through its attempt.
import type { RetryReason } from "../../contract/config-pool.ts";
import type { ErrorCode } from "../../contract/error-codes.ts";
import type { Attempt as AttemptRecord } from "../../contract/records.ts";
import type { Lease, LeaseContext, Pool, QueueTicket, Server } from "../../pool/types.ts";
import type { Timer } from "../../ports.ts";
import { Attempt } from "./attempt.ts";
import type { ClientConnection } from "./client-connection.ts";
import { exposedLines } from "./exposed-lines.ts";
import { forwardRequestHead, givenRequestId } from "./forward-request.ts";
import type { ListenerContext } from "./listener-context.ts";
import { ownAnswer, statusOf } from "./own-answer.ts";
import { RequestBody } from "./request-body.ts";
import type { RequestHead } from "./request-head.ts";
import { readAuthority } from "./request-target.ts";
import {
  backoffMs,
  type Failure,
  failures,
  isReplayable,
  mayRetry,
  type RetryQuestion,
} from "./retry-rule.ts";

const nobody: readonly Server[] = [];

export class Exchange implements LeaseContext, RetryQuestion {
  readonly connection: ClientConnection;
  readonly context: ListenerContext;
  readonly id: string;
  readonly method: string;
  readonly target: string;
  readonly host: string;
  readonly minorVersion: number;
  readonly isHead: boolean;
  readonly asksUpgrade: boolean;
  readonly forwardedHead: Buffer;
  /** Null when the request has none. */
  readonly body: RequestBody | null;
  readonly clientAddress: string;
  tried = nobody;
  awaitsContinue: boolean;
  /** Whether the client's connection goes on after this. */
  keepAlive: boolean;
  requestSent = false;
  responseStarted = false;
  retriesMade = 0;
  bytesIn: number;
  bytesOut = 0;
  readonly #startedAt: number;
  readonly #startedWall: number;
  readonly #poolId: string | undefined;
  readonly #pool: Pool | undefined;
  readonly #attempts: AttemptRecord[] = [];
  #attempt: Attempt | null = null;
  #lastLease: Lease | null = null;
  #ticket: QueueTicket | null = null;
  #backoff: Timer | null = null;
  #queuedAt = 0;
  #queueMs = 0;
  #status = 0;
  #isOver = false;

  constructor(connection: ClientConnection, head: RequestHead, bytes: Buffer, startedAt: number) {
    const { context } = connection;
    this.connection = connection;
    this.context = context;
    this.clientAddress = connection.address;
    this.method = head.method;
    this.target = head.target;
    this.host = head.host;
    this.minorVersion = head.minorVersion;
    this.isHead = head.method === "HEAD";
    this.asksUpgrade = head.upgradeIndex >= 0;
    this.awaitsContinue = head.expectsContinue;
    this.keepAlive = head.keepAlive;
    this.id = givenRequestId(bytes, head) ?? context.nextRequestId();
    this.#startedAt = startedAt;
    this.#startedWall = context.dependencies.ports.clock.wallTime();
    this.bytesIn = head.bodyStart;
    this.#poolId = routeOf(context, head, bytes);
    this.#pool = this.#poolId === undefined ? undefined : context.dependencies.pool(this.#poolId);
    this.forwardedHead = forwardRequestHead(bytes, head, connection.clientFields, this.id);
    this.body =
      head.bodyKind === "none"
        ? null
        : new RequestBody(
            head.bodyKind,
            head.contentLength,
            context.config.limits.bodyBytes,
            this.#pool?.config.retries.bufferBytes ?? 0,
          );
    context.counters.totalRequests++;
  }

  get pool(): Pool {
    return this.#pool as Pool;
  }

  get retries() {
    return this.pool.config.retries;
  }

  get canReplay(): boolean {
    return this.body === null || this.body.canReplay;
  }

  get isBodyDone(): boolean {
    return this.body === null || this.body.isDone;
  }

  now(): number {
    return this.context.dependencies.ports.clock.now();
  }

  start(declaredLength: number, now: number): void {
    const { bodyBytes } = this.context.config.limits;
    if (this.#poolId === undefined) this.#answerOwn("NO_ROUTE");
    else if (this.#pool === undefined) this.#answerOwn("NO_SELECTABLE_SERVER");
    else if (bodyBytes > 0 && declaredLength > bodyBytes) {
      this.#answerOwn("REQUEST_BODY_TOO_LARGE");
    } else this.#acquire(now, null);
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
    if (!this.isBodyDone) this.connection.resume();
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
    const taken = body.take(bytes);
    if (!Buffer.isBuffer(taken)) {
      attempt.abandon();
      this.attemptFailed(taken);
      return true;
    }
    this.bytesIn += bytes.length - (body.rest?.length ?? 0);
    if (body.isDone) {
      if (body.rest !== null) this.connection.keep(body.rest);
      if (!this.responseStarted) {
        this.connection.deadlineAt = this.now() + this.pool.config.timeouts.response;
      }
    } else this.touch();
    attempt.sendBody(taken);
    return true;
  }

  /** Gives the attempt what the connection kept while there was nobody to take it. */
  pumpPending(): void {
    const pending = this.connection.takePending();
    if (pending !== null && !this.clientBytes(pending)) this.connection.keep(pending);
  }

  upstreamDrained(): void {
    if (!this.isBodyDone) this.connection.resume();
  }

  clientDrained(): void {
    this.#attempt?.clientDrained();
  }

  /** The client sent its last byte. It may still wait for the answer, unless its request is not whole. */
  clientEnded(): void {
    const attempt = this.#attempt;
    if (attempt?.tunnel) attempt.tunnel.clientEnded();
    // A client that ends while it waits in line is nearly always gone, and its place is wanted.
    else if (this.#ticket !== null || !this.isBodyDone) this.clientLeft();
  }

  clientLeft(): void {
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

  exposedLines(): string {
    const lease = this.#lastLease;
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
    this.#giveUp(failure);
  }

  /** Tries again after a retry was granted. `status` is what the server answered, or 0. */
  retry(failure: Failure, status: number): void {
    const { clock, random } = this.context.dependencies.ports;
    const server = this.#attempt?.lease.server;
    this.#endLease(status, failure.isServers, failure.code, this.now());
    if (server !== undefined) {
      server.recorder.retried();
      this.tried = [...this.tried, server];
    }
    const delayMs = backoffMs(this.retries, this.retriesMade, random);
    this.retriesMade++;
    this.connection.deadlineAt = Number.POSITIVE_INFINITY;
    this.#backoff = clock.after(delayMs, () => {
      this.#backoff = null;
      this.#acquire(this.now(), failure);
    });
  }

  /** `earlier`: the failure that this is a retry of. */
  #acquire(now: number, earlier: Failure | null): void {
    let lease = this.pool.lease(this);
    if (lease === "unusable" && this.tried.length > 0) {
      // Every other server is tried or unusable: the same one again is better than giving up.
      this.tried = nobody;
      lease = this.pool.lease(this);
    }
    if (lease === "unusable") {
      this.#giveUp(earlier, "NO_SELECTABLE_SERVER");
    } else if (lease === "full") {
      this.#queuedAt = now;
      this.connection.deadlineAt = Number.POSITIVE_INFINITY;
      this.#ticket = this.pool.enqueue(this, (result) => {
        const settledAt = this.now();
        this.#ticket = null;
        this.#queueMs += settledAt - this.#queuedAt;
        if (typeof result === "string") this.#giveUp(earlier, result);
        else this.#try(result, settledAt);
      });
    } else this.#try(lease, now);
  }

  #try(lease: Lease, now: number): void {
    lease.onCut = this.connection.onCut;
    this.#lastLease = lease;
    this.#attempt = new Attempt(this, lease, now);
    this.#attempt.start();
  }

  #abort(failure: Failure): void {
    if (this.#isOver) return;
    if (this.#attempt?.tunnel) {
      this.tunnelOver(failure.isServers || failure.code === "CLIENT_CLOSED" ? null : failure.code);
      return;
    }
    this.#ticket?.leave();
    this.#ticket = null;
    this.#backoff?.cancel();
    this.#backoff = null;
    this.#attempt?.abandon();
    this.#endLease(0, false, failure.code, this.now());
    this.#giveUp(failure);
  }

  #giveUp(failure: Failure | null, code: ErrorCode = "NO_SELECTABLE_SERVER"): void {
    const error = failure?.code ?? code;
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
    this.writeToClient(
      ownAnswer(code, { ...this.#answerOptions(), extraLines: this.exposedLines() }),
    );
    this.#finish(statusOf(code), code, this.now());
  }

  #answerOptions() {
    const { isHead, keepAlive, minorVersion } = this;
    return { isHead, keepAlive, minorVersion };
  }

  #endLease(status: number, isFailure: boolean, outcome: string, now: number): void {
    const attempt = this.#attempt;
    if (attempt === null) return;
    this.#attempt = null;
    const { lease } = attempt;
    const { recorder } = lease.server;
    lease.onCut = null;
    this.#attempts.push(attempt.record(outcome, now));
    recorder.answered(status, now - attempt.startedAt, this.bytesIn, this.bytesOut);
    if (isFailure) recorder.failed();
    lease.release(isFailure ? "failed" : outcome === "answered" ? "answered" : undefined);
  }

  #finish(status: number, error: ErrorCode | null, now: number): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const lease = this.#lastLease;
    this.context.dependencies.records.finished({
      id: this.id,
      startedAt: this.#startedWall,
      listenerId: this.context.config.id,
      poolId: this.#poolId ?? null,
      server: lease?.server ?? null,
      client: this.clientAddress,
      method: this.method,
      target: this.target,
      host: this.host,
      status,
      error,
      bytesIn: this.bytesIn,
      bytesOut: this.bytesOut,
      queueMs: this.#queueMs,
      totalMs: now - this.#startedAt,
      attempts: this.#attempts,
      sticky: lease?.sticky ?? "none",
      decision: lease?.decision ?? null,
    });
    this.connection.exchangeOver(this.keepAlive, now);
  }
}

function routeOf(context: ListenerContext, head: RequestHead, bytes: Buffer): string | undefined {
  if (context.config.routes.length === 0) return context.config.pool;
  const query = head.target.indexOf("?");
  return context.router({
    method: head.method,
    host: readAuthority(head.host) ?? "",
    path: query === -1 ? head.target : head.target.slice(0, query),
    field: (lowerName) => head.fields.find(bytes, lowerName),
  });
}

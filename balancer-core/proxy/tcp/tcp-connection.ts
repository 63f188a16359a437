// One TCP connection from accept to its record: gets a server, connects with retries, relays until both sides are done.
import type { Socket } from "node:net";
import type { ErrorCode } from "../../contract/error-codes.ts";
import type { Attempt } from "../../contract/records.ts";
import { cutSocket } from "../../cut-socket.ts";
import { isOwnFault } from "../../errors.ts";
import type { Lease, Pool } from "../../pool/types.ts";
import { backoffMs } from "../backoff.ts";
import { LeaseSeeker, type LeaseTaker } from "../lease-seeker.ts";
import type { Endpoints } from "../proxy-protocol/endpoints.ts";
import type { FinishedRequest, ListenerDependencies } from "../types.ts";
import { relaySockets } from "./relay-sockets.ts";
import { TcpAttempt } from "./tcp-attempt.ts";

export interface TcpConnectionOptions {
  readonly id: string;
  readonly listenerId: string;
  readonly client: Socket;
  readonly endpoints: Endpoints;
  /** The server name a TLS client asked for; empty when nobody looked. */
  readonly host: string;
  /** Undefined when the listener names none, or one that is gone. */
  readonly pool: Pool | undefined;
  readonly deps: ListenerDependencies;
  readonly onBytes: (bytesIn: number, bytesOut: number) => void;
  /** Called once, when both sockets are gone. */
  readonly onDone: (request: FinishedRequest) => void;
}

export class TcpConnection implements LeaseTaker {
  readonly #options: TcpConnectionOptions;
  readonly #startedAt: number;
  readonly #startedMs: number;
  readonly #attempts: Attempt[] = [];
  #seeker: LeaseSeeker | null = null;
  /** The present one, or the one that made the connection. */
  #attempt: TcpAttempt | null = null;
  #lastLease: Lease | null = null;
  /** Pause before the next attempt; undefined before the first. */
  #backoffMs: number | undefined;
  #bytesIn = 0;
  #bytesOut = 0;
  #error: ErrorCode | null = null;
  #isServersFault = false;
  #isOver = false;
  #openSockets = 1;
  /** Sweeps since bytes last moved; the listener's sweep counts it up. */
  #quietSweeps = 0;

  constructor(options: TcpConnectionOptions) {
    const { client, deps } = options;
    this.#options = options;
    this.#startedAt = deps.ports.clock.wallTime();
    this.#startedMs = deps.ports.clock.now();
    client.on("error", () => this.#end("CLIENT_CLOSED"));
    client.on("close", () => this.#socketClosed());
  }

  start(): void {
    const { pool, endpoints, deps } = this.#options;
    if (pool === undefined) {
      this.#end("NO_ROUTE");
      return;
    }
    const { sourceAddress: clientAddress } = endpoints;
    const asking = { clientAddress, hashKey: undefined, stickyKey: undefined };
    this.#seeker = new LeaseSeeker(pool, deps.ports.clock, asking, this);
    this.#seeker.seek(this.#startedMs);
  }

  /** Called by the listener's sweep; ends the connection once it rested for longer than it may. */
  sweep(intervalMs: number, listenerIdleMs: number): void {
    this.#quietSweeps += 1;
    const poolIdleMs = this.#options.pool?.config.timeouts.idle ?? 0;
    const limits = [listenerIdleMs, poolIdleMs].filter((limit) => limit > 0);
    // The first sweep after a byte may come at once, so a connection rests at least as long as it may.
    const restedMs = (this.#quietSweeps - 1) * intervalMs;
    if (this.#isConnected() && limits.some((limit) => restedMs >= limit)) this.#end(null);
  }

  /** Ends it now; whatever is on the way is lost. */
  cut(code: ErrorCode): void {
    this.#end(code);
  }

  leased(lease: Lease): void {
    const { pool, endpoints, deps } = this.#options;
    lease.onCut = (reason) => this.#end(reason);
    this.#lastLease = lease;
    this.#attempt = new TcpAttempt({
      lease,
      pool: pool as Pool,
      clock: deps.ports.clock,
      endpoints,
      backoffMs: this.#backoffMs,
      onConnected: () => this.#connected(),
      onFailed: ({ error, detail }) => this.#connectFailed(detail, isOwnFault(error)),
    });
  }

  refused(code: ErrorCode): void {
    this.#end(this.#attempts.length > 0 ? "UPSTREAM_CONNECT_FAILED" : code);
  }

  waits(): void {}

  #isConnected(): boolean {
    return this.#attempt !== null && this.#attempt.connectedMs !== null;
  }

  #connectFailed(detail: string, isOurs: boolean): void {
    const attempt = this.#attempt;
    if (attempt === null) return;
    const { lease } = attempt;
    const { server } = lease;
    this.#attempt = null;
    this.#attempts.push(attempt.record(`UPSTREAM_CONNECT_FAILED${detail}`, this.#startedMs));
    lease.onCut = null;
    server.recorder.answered(0, null, 0, 0);
    if (!isOurs) server.recorder.failed();
    lease.release(isOurs ? undefined : "failed");
    if (!this.#grantRetry()) {
      this.#end("UPSTREAM_CONNECT_FAILED");
      return;
    }
    server.recorder.retried();
    const { pool, deps } = this.#options;
    const { retries } = (pool as Pool).config;
    const delayMs = backoffMs(retries, this.#attempts.length - 1, deps.ports.random);
    this.#backoffMs = delayMs;
    this.#seeker?.seekAfter(delayMs, server);
  }

  #grantRetry(): boolean {
    const pool = this.#options.pool as Pool;
    const { on, attempts } = pool.config.retries;
    return on.includes("connect-failure") && this.#attempts.length <= attempts && pool.takeRetry();
  }

  #connected(): void {
    const { client, onBytes, deps } = this.#options;
    const attempt = this.#attempt as TcpAttempt;
    const { upstream } = attempt;
    this.#quietSweeps = 0;
    this.#openSockets += 1;
    upstream.on("error", () => {
      this.#isServersFault = true;
      this.#end("UPSTREAM_RESET");
    });
    upstream.on("close", () => this.#socketClosed());
    const observer = {
      sent: (bytes: number) => {
        this.#quietSweeps = 0;
        this.#bytesIn += bytes;
        onBytes(bytes, 0);
      },
      received: (bytes: number) => {
        this.#quietSweeps = 0;
        attempt.firstByteMs ??= deps.ports.clock.now();
        this.#bytesOut += bytes;
        onBytes(0, bytes);
      },
    };
    relaySockets(client, upstream, observer, attempt.reads);
  }

  /** Ends both sides by force. Gracefully they end by themselves, when both directions have ended. */
  #end(code: ErrorCode | null): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#error = code;
    this.#seeker?.leave();
    const { client } = this.#options;
    const attempt = this.#attempt;
    const close = code === null ? (socket: Socket) => void socket.destroy() : cutSocket;
    if (attempt !== null && !this.#isConnected()) attempt.abandon();
    else if (attempt !== null && !attempt.upstream.destroyed) close(attempt.upstream);
    if (!client.destroyed) close(client);
  }

  #socketClosed(): void {
    this.#openSockets -= 1;
    if (this.#openSockets === 0) this.#finish();
  }

  #finish(): void {
    this.#isOver = true;
    this.#seeker?.leave();
    const attempt = this.#attempt;
    if (attempt !== null) this.#endAttempt(attempt);
    const { deps, endpoints, host, id, listenerId, pool, onDone } = this.#options;
    const lease = this.#lastLease;
    onDone({
      id,
      startedAt: this.#startedAt,
      listenerId,
      poolId: pool?.id ?? null,
      server: lease?.server ?? null,
      client: endpoints.sourceAddress,
      method: "TCP",
      target: "-",
      host,
      status: 0,
      error: this.#error,
      bytesIn: this.#bytesIn,
      bytesOut: this.#bytesOut,
      queueMs: this.#seeker?.queueMs ?? 0,
      totalMs: deps.ports.clock.now() - this.#startedMs,
      attempts: this.#attempts,
      sticky: lease?.sticky ?? "none",
      decision: lease?.decision ?? null,
    });
  }

  #endAttempt(attempt: TcpAttempt): void {
    const { lease } = attempt;
    const { recorder } = lease.server;
    const record = attempt.record(this.#error ?? "answered", this.#startedMs);
    this.#attempts.push(record);
    if (record.connectMs !== null) recorder.tried(record.connectMs, record.waitMs);
    if (!this.#isConnected()) attempt.abandon();
    else recorder.answered(0, record.totalMs, this.#bytesIn, this.#bytesOut);
    if (this.#isServersFault) recorder.failed();
    else if (record.outcome === "CLIENT_CLOSED") recorder.left();
    lease.onCut = null;
    lease.release(this.#result(), attempt.latencyMs);
  }

  /** What the use says of the server: only a connection that ended by itself, or that the server broke. */
  #result(): "answered" | "failed" | undefined {
    if (this.#isServersFault) return "failed";
    return this.#error === null && this.#isConnected() ? "answered" : undefined;
  }
}

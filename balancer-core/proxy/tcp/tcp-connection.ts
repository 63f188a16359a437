// One TCP connection from accept to its record: gets a server, connects with retries, relays until both sides are done.
import { connect, type Socket } from "node:net";
import { connect as connectSecurely, TLSSocket } from "node:tls";
import { connectBehindHeader } from "../../connect-behind-header.ts";
import type { PoolConfig } from "../../contract/config-pool.ts";
import type { ErrorCode } from "../../contract/error-codes.ts";
import type { Attempt } from "../../contract/records.ts";
import { systemCode } from "../../errors.ts";
import type { Lease, Pool, QueueTicket, Refusal, Server } from "../../pool/types.ts";
import type { UpstreamTls } from "../../pool/upstream-tls.ts";
import type { Timer } from "../../ports.ts";
import { backoffMs } from "../backoff.ts";
import type { Endpoints } from "../proxy-protocol/endpoints.ts";
import { writeProxyHeader } from "../proxy-protocol/write-header.ts";
import type { FinishedRequest, ListenerDependencies } from "../types.ts";
import { relaySockets } from "./relay-sockets.ts";

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

type Queued = "QUEUE_FULL" | "QUEUE_TIMEOUT" | "NO_SELECTABLE_SERVER";

export class TcpConnection {
  readonly #options: TcpConnectionOptions;
  readonly #clientAddress: string;
  readonly #startedAt: number;
  readonly #startedMs: number;
  readonly #tried: Server[] = [];
  readonly #attempts: Attempt[] = [];
  #lease: Lease | null = null;
  #lastLease: Lease | null = null;
  #upstream: Socket | null = null;
  #ticket: QueueTicket | null = null;
  #timer: Timer | null = null;
  #attemptBeganMs = 0;
  /** Pause before the present attempt; undefined before the first. */
  #backoffMs: number | undefined;
  #connectedMs: number | null = null;
  #firstByteMs: number | null = null;
  #queueMs = 0;
  #bytesIn = 0;
  #bytesOut = 0;
  #error: ErrorCode | null = null;
  #isServersFault = false;
  #isOver = false;
  #openSockets = 1;
  /** Sweeps since bytes last moved; the listener's sweep counts it up. */
  #quietSweeps = 0;

  constructor(options: TcpConnectionOptions) {
    const { client, deps, endpoints } = options;
    this.#options = options;
    this.#clientAddress = endpoints.sourceAddress;
    this.#startedAt = deps.ports.clock.wallTime();
    this.#startedMs = deps.ports.clock.now();
    client.on("error", () => this.#end("CLIENT_CLOSED"));
    client.on("close", () => this.#socketClosed());
  }

  start(): void {
    const { pool } = this.#options;
    if (!pool) this.#end("NO_ROUTE");
    else this.#takeLease(pool);
  }

  /** Called by the listener's sweep; true once the connection rested for longer than it may. */
  sweep(intervalMs: number, listenerIdleMs: number): void {
    this.#quietSweeps += 1;
    const poolIdleMs = this.#options.pool?.config.timeouts.idle ?? 0;
    const limits = [listenerIdleMs, poolIdleMs].filter((limit) => limit > 0);
    // The first sweep after a byte may come at once, so a connection rests at least as long as it may.
    const restedMs = (this.#quietSweeps - 1) * intervalMs;
    if (this.#connectedMs !== null && limits.some((limit) => restedMs >= limit)) this.#end(null);
  }

  /** Ends it now; whatever is on the way is lost. */
  cut(code: ErrorCode): void {
    this.#end(code);
  }

  #takeLease(pool: Pool): void {
    const context = {
      clientAddress: this.#clientAddress,
      tried: this.#tried,
      hashKey: undefined,
      stickyKey: undefined,
    };
    const result: Lease | Refusal = pool.lease(context);
    if (result === "unusable") {
      this.#end(this.#attempts.length > 0 ? "UPSTREAM_CONNECT_FAILED" : "NO_SELECTABLE_SERVER");
    } else if (result === "full") {
      const { clock } = this.#options.deps.ports;
      const queuedMs = clock.now();
      this.#ticket = pool.enqueue(context, (settled: Lease | Queued) => {
        this.#ticket = null;
        this.#queueMs += clock.now() - queuedMs;
        if (typeof settled === "string") this.#end(settled);
        else this.#connect(pool, settled);
      });
    } else this.#connect(pool, result);
  }

  #connect(pool: Pool, lease: Lease): void {
    const { clock } = this.#options.deps.ports;
    this.#lease = lease;
    this.#lastLease = lease;
    lease.onCut = (reason) => this.#end(reason);
    this.#attemptBeganMs = clock.now();
    const tls = pool.upstreamTls;
    const { proxyProtocol } = pool.config.upstream;
    const header =
      proxyProtocol === "off" ? null : writeProxyHeader(proxyProtocol, this.#options.endpoints);
    const upstream = open(lease.server, tls, header);
    this.#upstream = upstream;
    const failed = (error?: Error) => {
      const reason = tls !== null && error ? ` (${systemCode(error)})` : "";
      this.#connectFailed(pool, upstream, reason);
    };
    this.#timer = clock.after(pool.config.timeouts.connect, failed);
    upstream.once("error", failed);
    upstream.once(tls === null ? "connect" : "secureConnect", () => {
      upstream.off("error", failed);
      this.#connected(upstream, lease);
    });
    // Until it is connected an error is a failed attempt; what comes after one that was given up is nobody's concern.
    upstream.on("error", () => undefined);
  }

  #connectFailed(pool: Pool, upstream: Socket, reason: string): void {
    if (this.#isOver || upstream !== this.#upstream || this.#connectedMs !== null) return;
    const lease = this.#lease;
    this.#timer?.cancel();
    this.#upstream = null;
    this.#lease = null;
    upstream.destroy();
    this.#pushAttempt(`UPSTREAM_CONNECT_FAILED${reason}`);
    if (!lease) return;
    lease.onCut = null;
    this.#tried.push(lease.server);
    lease.server.recorder.answered(0, null, 0, 0);
    lease.server.recorder.failed();
    lease.release("failed");
    if (this.#mayRetry(pool.config, pool)) {
      lease.server.recorder.retried();
      const { clock, random } = this.#options.deps.ports;
      const delayMs = backoffMs(pool.config.retries, this.#attempts.length - 1, random);
      this.#backoffMs = delayMs;
      this.#timer = clock.after(delayMs, () => this.#takeLease(pool));
    } else this.#end("UPSTREAM_CONNECT_FAILED");
  }

  #mayRetry({ retries }: PoolConfig, pool: Pool): boolean {
    return (
      retries.on.includes("connect-failure") &&
      this.#attempts.length <= retries.attempts &&
      pool.takeRetry()
    );
  }

  #connected(upstream: Socket, lease: Lease): void {
    if (this.#isOver) {
      upstream.destroy();
      return;
    }
    const { clock } = this.#options.deps.ports;
    const { client, onBytes } = this.#options;
    this.#timer?.cancel();
    this.#connectedMs = clock.now();
    this.#quietSweeps = 0;
    this.#openSockets += 1;
    lease.server.connectionOpened();
    upstream.on("error", () => {
      this.#isServersFault = true;
      this.#end("UPSTREAM_RESET");
    });
    upstream.on("close", () => {
      lease.server.connectionClosed();
      this.#socketClosed();
    });
    relaySockets(client, upstream, {
      sent: (bytes) => {
        this.#quietSweeps = 0;
        this.#bytesIn += bytes;
        onBytes(bytes, 0);
      },
      received: (bytes) => {
        this.#quietSweeps = 0;
        this.#firstByteMs ??= clock.now();
        this.#bytesOut += bytes;
        onBytes(0, bytes);
      },
    });
  }

  /** Ends both sides by force. Gracefully they end by themselves, when both directions have ended. */
  #end(code: ErrorCode | null): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#error = code;
    this.#timer?.cancel();
    this.#ticket?.leave();
    const { client } = this.#options;
    const upstream = this.#upstream;
    if (upstream && this.#connectedMs === null) upstream.destroy();
    // A reset, so that the other side can tell a cut from an end.
    else if (upstream && !upstream.destroyed) close(upstream, code);
    if (!client.destroyed) close(client, code);
  }

  #socketClosed(): void {
    this.#openSockets -= 1;
    if (this.#openSockets === 0) this.#finish();
  }

  #finish(): void {
    this.#isOver = true;
    this.#timer?.cancel();
    this.#ticket?.leave();
    const { deps, host, id, listenerId, pool, onDone } = this.#options;
    const totalMs = deps.ports.clock.now() - this.#startedMs;
    const lease = this.#lease;
    const server = this.#lastLease?.server ?? null;
    if (lease) {
      this.#pushAttempt(this.#error ?? "answered");
      if (this.#connectedMs !== null) {
        const durationMs = deps.ports.clock.now() - this.#attemptBeganMs;
        lease.server.recorder.answered(0, durationMs, this.#bytesIn, this.#bytesOut);
      }
      if (this.#isServersFault) lease.server.recorder.failed();
      lease.onCut = null;
      lease.release(this.#result(), this.#latencyMs());
    }
    onDone({
      id,
      startedAt: this.#startedAt,
      listenerId,
      poolId: pool?.id ?? null,
      server,
      client: this.#clientAddress,
      method: "TCP",
      target: "-",
      host,
      status: 0,
      error: this.#error,
      bytesIn: this.#bytesIn,
      bytesOut: this.#bytesOut,
      queueMs: this.#queueMs,
      totalMs,
      attempts: this.#attempts,
      sticky: this.#lastLease?.sticky ?? "none",
      decision: this.#lastLease?.decision ?? null,
    });
  }

  /** What the use says of the server: only a connection that ended by itself, or that the server broke. */
  #result(): "answered" | "failed" | undefined {
    if (this.#isServersFault) return "failed";
    return this.#error === null && this.#connectedMs !== null ? "answered" : undefined;
  }

  /** Until the server's first byte; until it was connected when it sent none. */
  #latencyMs(): number | null {
    const untilMs = this.#firstByteMs ?? this.#connectedMs;
    return untilMs === null ? null : untilMs - this.#attemptBeganMs;
  }

  #pushAttempt(outcome: string): void {
    const server = this.#lastLease?.server;
    if (!server) return;
    const now = this.#options.deps.ports.clock.now();
    const connected = this.#connectedMs;
    this.#attempts.push({
      server: server.id,
      startMs: this.#attemptBeganMs - this.#startedMs,
      connectMs: connected === null ? null : connected - this.#attemptBeganMs,
      waitMs:
        connected === null || this.#firstByteMs === null ? null : this.#firstByteMs - connected,
      totalMs: now - this.#attemptBeganMs,
      outcome,
      ...(this.#backoffMs === undefined ? undefined : { backoffMs: this.#backoffMs }),
    });
  }
}

function close(socket: Socket, code: ErrorCode | null): void {
  if (code === null) socket.destroy();
  // A secured connection that ends without its closing message is as good as reset, which Node cannot do with one.
  else if (socket instanceof TLSSocket) socket.destroy();
  else socket.resetAndDestroy();
}

function open({ address }: Server, tls: UpstreamTls | null, header: Buffer | null): Socket {
  const { host, port } = address;
  if (tls === null) {
    const plain = connect({ host, port, allowHalfOpen: true, noDelay: true });
    // Waits until the connection is there.
    if (header !== null) plain.write(header);
    return plain;
  }
  const options = { ...tls.optionsFor(address, "resume"), allowHalfOpen: true };
  const socket = header === null ? connectSecurely(options) : connectBehindHeader(header, options);
  socket.setNoDelay(true);
  socket.on("session", (session) => tls.remember(address, session));
  return socket;
}

// One try to reach a server over TCP: opens the connection, within its time or not at all, and keeps what its record says.
import { connect, type Socket } from "node:net";
import { connect as connectSecurely } from "node:tls";
import { connectBehindHeader } from "../../connect-behind-header.ts";
import type { Attempt } from "../../contract/records.ts";
import { isOwnFault, systemCode } from "../../errors.ts";
import type { Lease, Pool, Server } from "../../pool/types.ts";
import type { UpstreamTls } from "../../pool/upstream-tls.ts";
import type { Clock, Timer } from "../../ports.ts";
import type { Endpoints } from "../proxy-protocol/endpoints.ts";
import { writeProxyHeader } from "../proxy-protocol/write-header.ts";
import { BulkReads } from "./bulk-reads.ts";

export interface TcpAttemptOptions {
  readonly lease: Lease;
  readonly pool: Pool;
  readonly clock: Clock;
  /** Of the client, for servers that are told. */
  readonly endpoints: Endpoints;
  /** Pause before it; undefined before the first. */
  readonly backoffMs: number | undefined;
  readonly onConnected: () => void;
  /** `detail` is what TLS or this machine said, if it was one of the two. Not called after `abandon`. */
  readonly onFailed: (failure: { readonly error: Error | null; readonly detail: string }) => void;
}

export class TcpAttempt {
  readonly lease: Lease;
  readonly upstream: Socket;
  /** Of a plain connection, which emits no `data`; null of a secured one. */
  readonly reads: BulkReads | null;
  readonly beganMs: number;
  connectedMs: number | null = null;
  firstByteMs: number | null = null;
  readonly #clock: Clock;
  readonly #backoffMs: number | undefined;
  readonly #timer: Timer;
  #isOver = false;

  constructor({ lease, pool, clock, endpoints, backoffMs, ...outcomes }: TcpAttemptOptions) {
    this.lease = lease;
    this.#clock = clock;
    this.#backoffMs = backoffMs;
    this.beganMs = clock.now();
    const tls = pool.upstreamTls;
    const { proxyProtocol } = pool.config.upstream;
    const header = proxyProtocol === "off" ? null : writeProxyHeader(proxyProtocol, endpoints);
    const { upstream, reads } =
      tls === null ? open(lease.server, header) : openSecurely(lease.server, header, tls);
    this.upstream = upstream;
    this.reads = reads;
    const failed = (error: Error | null) => {
      if (this.#isOver) return;
      this.abandon();
      const says = error !== null && (tls !== null || isOwnFault(error));
      outcomes.onFailed({ error, detail: says ? ` (${systemCode(error)})` : "" });
    };
    this.#timer = clock.after(pool.config.timeouts.connect, () => failed(null));
    upstream.once("error", failed);
    upstream.once(tls === null ? "connect" : "secureConnect", () => {
      if (this.#isOver) return;
      upstream.off("error", failed);
      this.#timer.cancel();
      this.connectedMs = clock.now();
      lease.server.connectionOpened();
      upstream.once("close", () => lease.server.connectionClosed());
      outcomes.onConnected();
    });
    // Until it is connected an error is a failed attempt; what comes after one that was given up is nobody's concern.
    upstream.on("error", () => undefined);
  }

  /** Until the server's first byte; until it was connected when it sent none. */
  get latencyMs(): number | null {
    const untilMs = this.firstByteMs ?? this.connectedMs;
    return untilMs === null ? null : untilMs - this.beganMs;
  }

  /** Gives up a connection that is not there yet. */
  abandon(): void {
    this.#isOver = true;
    this.#timer.cancel();
    this.upstream.destroy();
  }

  /** `startedMs`: when the client's connection began. */
  record(outcome: string, startedMs: number): Attempt {
    const { connectedMs, firstByteMs, beganMs } = this;
    return {
      server: this.lease.server.id,
      startMs: beganMs - startedMs,
      connectMs: connectedMs === null ? null : connectedMs - beganMs,
      waitMs: connectedMs === null || firstByteMs === null ? null : firstByteMs - connectedMs,
      totalMs: this.#clock.now() - beganMs,
      outcome,
      ...(this.#backoffMs === undefined ? undefined : { backoffMs: this.#backoffMs }),
    };
  }
}

interface Opened {
  readonly upstream: Socket;
  readonly reads: BulkReads | null;
}

function open({ address }: Server, header: Buffer | null): Opened {
  const { host, port } = address;
  const reads = new BulkReads();
  const { onread } = reads;
  const upstream = connect({ host, port, allowHalfOpen: true, noDelay: true, onread });
  // Waits until the connection is there.
  if (header !== null) upstream.write(header);
  return { upstream, reads };
}

function openSecurely({ address }: Server, header: Buffer | null, tls: UpstreamTls): Opened {
  const options = { ...tls.optionsFor(address, "resume"), allowHalfOpen: true };
  const upstream =
    header === null ? connectSecurely(options) : connectBehindHeader(header, options);
  upstream.setNoDelay(true);
  upstream.on("session", (session) => tls.remember(address, session));
  return { upstream, reads: null };
}

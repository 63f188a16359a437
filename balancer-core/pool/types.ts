// The pool's vocabulary: server runtime, lease, refusal, queue. Implementations sit beside; everyone else imports these shapes.
import type { Candidate } from "../algorithms/algorithm.ts";
import type { RequestPart } from "../algorithms/request-part.ts";
import type { Intent, PoolConfig, ServerConfig } from "../contract/config-pool.ts";
import type { ErrorCode } from "../contract/error-codes.ts";
import type { Decision } from "../contract/records.ts";
import type { CheckResult, ServerState, StateChangeRecord } from "../contract/snapshot.ts";
import type { Unsubscribe } from "../contract/transport.ts";
import type { Address } from "../contract/units.ts";
import type { StartProbe } from "../health/checker.ts";
import type { Ports } from "../ports.ts";
import type { StickySource } from "../stickiness/sticky-source.ts";
import type { UpstreamTls } from "./upstream-tls.ts";

/** Hears what happened on a server. Implemented by metrics; one per server, called on the hot path. */
export interface ServerRecorder {
  /**
   * One use that is over. `status` is 0 for TCP and when there was no answer; `durationMs` runs from lease to the end, null
   * when there was nothing to time.
   */
  answered(status: number, durationMs: number | null, bytesIn: number, bytesOut: number): void;
  /** A failure that is the server's: no connection, reset, too slow, bad answer, 5xx. */
  failed(): void;
  retried(): void;
  /** One attempt is over. `connectMs` is null when an open connection was used, `waitMs` when no answer came. */
  tried(connectMs: number | null, waitMs: number | null): void;
  /** A client left while this server was at work for it. */
  left(): void;
}

/** One target of one pool. Keyed by pool and id; survives a reload that keeps it. */
export interface Server extends Candidate {
  readonly poolId: string;
  readonly id: string;
  readonly config: ServerConfig;
  readonly address: Address;
  readonly intent: Intent;
  /** Derived at every reading. */
  readonly state: ServerState;
  readonly reason: string;
  /** Wall time of the last change of state. */
  readonly since: number;
  readonly activeRequests: number;
  /** Open connections to it, idle ones too. The relays keep it through `connectionOpened` and `connectionClosed`. */
  readonly activeConnections: number;
  readonly lastCheck: CheckResult | null;
  /** Last 60 checks, oldest first. */
  readonly checks: readonly CheckResult[];
  /** Last 30 changes of state, oldest first. */
  readonly stateChanges: readonly StateChangeRecord[];
  /** Times it stopped or began taking requests in the last hour, by what checks and traffic said. */
  readonly flaps: number;
  /** Milliseconds it was down or ejected altogether. */
  readonly downtimeMs: number;
  /** How far its checks are on the way to another verdict; null where they are on none. */
  readonly checkStreak: { readonly count: number; readonly needed: number } | null;
  readonly recorder: ServerRecorder;
  readonly drainDeadlineAt: number | null;
  /** Age of the request or connection that is under way for longest; null without any. Walks over all of them. */
  readonly longestUseMs: number | null;
  connectionOpened(): void;
  connectionClosed(): void;
  /** Called when it must keep no idle connections: it went down, drains, is in maintenance or was removed. */
  onRetire(listener: () => void): Unsubscribe;
}

export interface LeaseContext {
  /** Client's address without port. */
  readonly clientAddress: string;
  /** Servers this request has tried already. */
  readonly tried: readonly Server[];
  /** What the pool's `parts` name, as the request has it: taken once, while its head was there. Always undefined for TCP. */
  readonly hashKey: string | undefined;
  readonly stickyKey: string | undefined;
}

/** What a pool needs of each request beside the client's address; null for nothing, which then costs nothing. */
export interface PoolParts {
  readonly hash: RequestPart | null;
  readonly sticky: RequestPart | null;
}

/** One in-flight use of a server. Made and ended only by the pool; `release` may be called any number of times. */
export interface Lease {
  readonly server: Server;
  /** `hit`: the client belongs to this server; `miss`: it has a key but no server, or one that it may not have now. */
  readonly sticky: "none" | "hit" | "miss";
  /** Value of the cookie that the client is to get with the answer, null for none. */
  readonly stickyCookie: string | null;
  /** Present when the pool was asked to explain and its budget for explanations allowed it. */
  readonly decision: Decision | null;
  /** What force close calls after the drain deadline or on removal. The relay sets it before any byte is sent. */
  onCut: ((reason: ErrorCode) => void) | null;
  /**
   * Ends the use. The result feeds passive health: `undefined` when it says nothing about the server (client left).
   * `latencyMs`, for algorithms that look at it: from the lease to the first byte of the answer, null when there was none.
   */
  release(result: "answered" | "failed" | undefined, latencyMs?: number | null): void;
}

/** Why no lease was given. `full`: usable servers exist, all at their limit, so the request may wait in the queue. */
export type Refusal = "full" | "unusable";

export interface QueueTicket {
  /** Leaves the queue; nothing is called afterwards. */
  leave(): void;
}

export interface Pool {
  readonly id: string;
  readonly config: PoolConfig;
  readonly servers: readonly Server[];
  readonly usableServers: number;
  readonly queued: number;
  readonly parts: PoolParts;
  /** How its servers are reached over TLS; null when they are not. Another object after every change of it. */
  readonly upstreamTls: UpstreamTls | null;
  /** Counts an in-flight use on the chosen server. Never throws. `nowMs` saves looking at the clock. */
  lease(context: LeaseContext, nowMs?: number): Lease | Refusal;
  /** Waits for a server, first in first out, up to `timeouts.queue`; `settle` is called exactly once, later. */
  enqueue(
    context: LeaseContext,
    settle: (result: Lease | "QUEUE_FULL" | "QUEUE_TIMEOUT" | "NO_SELECTABLE_SERVER") => void,
  ): QueueTicket;
  /** Takes one retry out of the pool's budget; false when it is used up. */
  takeRetry(): boolean;
}

export interface StateChange<S extends Server = Server> {
  readonly server: S;
  readonly from: ServerState;
  readonly to: ServerState;
  readonly reason: string;
}

export interface PoolOptions {
  readonly ports: Ports;
  readonly recorderFor: (server: {
    readonly poolId: string;
    readonly id: string;
  }) => ServerRecorder;
  /** Hears every change of a server's state once. Called in the middle of the pool's work: it must not throw. */
  readonly onStateChange: (change: StateChange) => void;
  /** Hears every check of a server, when its state already knows it. */
  readonly onCheck?: (
    server: { readonly poolId: string; readonly id: string },
    result: CheckResult,
  ) => void;
  /** Hears what an operator should know of a pool that goes on: authorities that could not be read again. */
  readonly onNotice?: (poolId: string, level: "info" | "warning", message: string) => void;
  /**
   * What keeps clients on servers, asked for whenever the pool takes a configuration over. `before`: the one it had, which
   * may go on.
   */
  readonly stickySourceFor?: (
    config: PoolConfig,
    before: StickySource | null,
  ) => StickySource | null;
  /** How servers are checked, when not over the network: tests script it. */
  readonly startProbe?: StartProbe;
  /** Where a relative `upstream.ca` begins; the present folder when absent. */
  readonly directory?: string;
}

/** A pool as its owner, the balancer, handles it. */
export interface ManagedPool extends Pool {
  /** Begins health checks. */
  start(): void;
  /**
   * Takes over another configuration of the same pool: all or nothing, throws only INVALID_CONFIG. Servers that stay keep
   * counts, verdicts and connections; those that are gone drain or are cut.
   */
  apply(config: PoolConfig, removed: "drain" | "cut"): void;
  /** Another deadline, from now, for a server that drains or was removed. */
  setDrainDeadline(serverId: string, deadlineMs: number): void;
  /** True once nothing is left on the server, also when it is gone; false when it does not drain or the drain was undone. */
  whenDrained(serverId: string): Promise<boolean>;
  server(id: string): Server | undefined;
  /** Ends checks and timers, refuses new leases and whoever waits. What is in flight may finish. */
  stop(): void;
  /** Cuts every lease. */
  closeAll(): void;
}

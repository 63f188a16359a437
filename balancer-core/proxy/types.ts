// What every listener is, and what it needs from the rest of the core. Protocols implement it in their own folders.
import type { ListenerConfig } from "../contract/config-listener.ts";
import type { ErrorCode } from "../contract/error-codes.ts";
import type { Attempt, Decision } from "../contract/records.ts";
import type { Pool, Server } from "../pool/types.ts";
import type { Ports } from "../ports.ts";
import type { RequestTrace } from "../tracing/request-trace.ts";
import type { RequestTracing } from "../tracing/tracing.ts";

/** A request or TCP connection that is over. One object per request; times in milliseconds. */
export interface FinishedRequest {
  readonly id: string;
  /** Wall time of its first byte. */
  readonly startedAt: number;
  readonly listenerId: string;
  readonly poolId: string | null;
  readonly server: Server | null;
  readonly client: string;
  readonly method: string;
  readonly target: string;
  readonly host: string;
  /** 0 for TCP connections. */
  readonly status: number;
  readonly error: ErrorCode | null;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly queueMs: number;
  readonly totalMs: number;
  readonly attempts: readonly Attempt[];
  readonly sticky: "none" | "hit" | "miss";
  readonly decision: Decision | null;
  /** Absent or null where nothing is traced. */
  readonly trace?: RequestTrace | null;
}

/** Where finished requests go: ring, log, metrics. Called once per request, on the hot path; never throws. */
export interface RecordSink {
  finished(request: FinishedRequest): void;
}

export interface ListenerDependencies {
  readonly ports: Ports;
  /** Looks a pool up at each request, so that a reload takes effect at the next one. */
  readonly pool: (id: string) => Pool | undefined;
  readonly records: RecordSink;
  /** Absent where nothing is ever traced. */
  readonly tracing?: RequestTracing;
  /** Called when an open listener fails by itself. */
  readonly onFailure: (error: Error) => void;
  /** Hears what an operator should know of an open listener that goes on: a certificate that expires. */
  readonly onWarning?: (message: string) => void;
  /**
   * Where relative paths of certificates begin and the local authority is kept; without it paths begin at the present
   * folder and the authority is of this process only.
   */
  readonly directory?: string;
}

export interface ListenerCounters {
  readonly activeConnections: number;
  readonly totalConnections: number;
  readonly totalRequests: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Answers made by the listener itself, by code. */
  readonly ownAnswers: ReadonlyMap<ErrorCode, number>;
}

export interface Listener {
  readonly config: ListenerConfig;
  readonly counters: ListenerCounters;
  /** Actual address once listening, with the port the system gave; null before and after. */
  readonly address: string | null;
  /** Rejects with LISTENER_PORT_IN_USE, LISTENER_PORT_FORBIDDEN or LISTENER_FAILED. */
  listen(): Promise<void>;
  /** Takes over new routes, pool and limits without touching the socket or its connections. Bind and protocol must be the same. */
  update(config: ListenerConfig): void;
  /**
   * Stops accepting, closes idle connections at once and busy ones after their current answer; resolves when all are gone.
   * What is left at `deadlineMs` is cut. Safe to call twice; the earlier deadline wins.
   */
  close(deadlineMs: number): Promise<void>;
}

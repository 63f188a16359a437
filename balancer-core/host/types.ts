// The host: the contract's methods and topics over a balancer, a workspace and a lab. Shells put a transport or REST on it.
import type { MethodName, MethodResult } from "../contract/methods.ts";
import type { TopicName, TopicPayload } from "../contract/topics.ts";
import type { MessageTransport, Unsubscribe } from "../contract/transport.ts";

/** Who changes the configuration; kept in history and events. */
export type Author = "file" | "api" | "console" | "core";

export interface Host {
  /** Parses the parameters, runs the method. Rejects with BalancerError only: INVALID_PARAMS, NOT_FOUND, INVALID_CONFIG … */
  call<M extends MethodName>(method: M, params: unknown, author: Author): Promise<MethodResult<M>>;
  /** The current value first where there is one (in the same turn), then changes. */
  subscribe<T extends TopicName>(
    topic: T,
    listener: (payload: TopicPayload<T>) => void,
  ): Unsubscribe;
  /** Speaks the envelope over a transport until it closes; limits frames, subscriptions and calls in flight. */
  serve(transport: MessageTransport, author: Author): void;
  /** Prometheus text and what the readiness line and /healthz need. */
  readonly metricsText: () => string;
  /** False once it stops: who sends clients here should send them elsewhere. */
  readonly isReady: () => boolean;
  /** Pools that a listener leads to and in which no server is usable. */
  readonly unservedPools: () => string[];
  readonly listeners: () => { id: string; protocol: string; address: string }[];
  /** Re-reads the workspace file (SIGHUP, watcher). Problems become an event; nothing changes. */
  reload(): Promise<void>;
  /** Opens the log's file again (SIGUSR2), for those who rotate it by themselves. */
  reopenLog(): Promise<void>;
  /** Watcher and traffic first, then the balancer up to the deadline, then simulated servers; flushes the log. */
  stop(deadlineMs?: number): Promise<void>;
}

// The console's side of the contract. One interface whatever the transport: Electron IPC, WebSocket or memory.
import type { MethodName, MethodParams, MethodResult } from "../contract/methods.ts";
import type { TopicName, TopicPayload } from "../contract/topics.ts";
import type { MessageTransport, Unsubscribe } from "../contract/transport.ts";

export type ConnectionStatus =
  | { readonly state: "connecting" }
  | { readonly state: "open" }
  /** `retryAt`: milliseconds since 1970; null when it will not be tried again (contract mismatch, closed). */
  | { readonly state: "lost"; readonly message: string; readonly retryAt: number | null };

export interface CallOptions {
  /** Default 10,000. After it the call fails with CALL_TIMEOUT. */
  readonly timeoutMs?: number;
}

export interface BalancerClient {
  /** Rejects with BalancerError: the host's own, HOST_UNAVAILABLE while the connection is lost, or CALL_TIMEOUT. */
  call<M extends MethodName>(
    method: M,
    params: MethodParams<M>,
    options?: CallOptions,
  ): Promise<MethodResult<M>>;
  /** Survives reconnects: subscriptions are made again, and the first message is the current value. */
  subscribe<T extends TopicName>(
    topic: T,
    listener: (payload: TopicPayload<T>) => void,
  ): Unsubscribe;
  readonly status: ConnectionStatus;
  onStatus(listener: (status: ConnectionStatus) => void): Unsubscribe;
  /** Tries again now instead of waiting for the back-off. */
  reconnect(): void;
  close(): void;
}

export interface ClientOptions {
  /** Opens a transport; called again after each loss, with exponential back-off from 0.25 s to 5 s. May reject. */
  readonly connect: () => MessageTransport | Promise<MessageTransport>;
  /** Milliseconds since 1970, for `retryAt`. */
  readonly wallTime: () => number;
}

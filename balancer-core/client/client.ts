// The console's RPC client: calls and subscriptions over a connection that may come and go.
import { BalancerError } from "../contract/balancer-error.ts";
import type { HostFrame } from "../contract/envelope.ts";
import type { MethodName, MethodParams, MethodResult } from "../contract/methods.ts";
import type { TopicName, TopicPayload } from "../contract/topics.ts";
import { createConnection } from "./connection.ts";
import { createPendingCalls } from "./pending-calls.ts";
import type { BalancerClient, CallOptions, ClientOptions, ConnectionStatus } from "./types.ts";

const defaultTimeoutMs = 10_000;

interface Subscription {
  readonly topic: TopicName;
  readonly listener: (payload: never) => void;
}

/** Connects at once. Subscriptions made while the connection is lost are made when it is back. */
export function createClient(options: ClientOptions): BalancerClient {
  const pending = createPendingCalls();
  const subscriptions = new Map<number, Subscription>();
  const statusListeners = new Set<(status: ConnectionStatus) => void>();
  let lastId = 0;

  const connection = createConnection(options, { onStatus, onFrame });

  function onStatus(status: ConnectionStatus): void {
    if (status.state === "open") {
      for (const [id, { topic }] of subscriptions)
        connection.send({ kind: "subscribe", id, topic });
    }
    if (status.state === "lost")
      pending.failAll(`the connection to the balancer is lost: ${status.message}`);
    for (const listener of statusListeners) listener(status);
  }

  function onFrame(frame: HostFrame): void {
    if (frame.kind === "result") pending.succeed(frame.id, frame.result);
    if (frame.kind === "failure" && frame.id !== null) pending.fail(frame.id, frame.error);
    // The host is the same build as the console or the handshake would have failed, so payloads are not parsed again.
    if (frame.kind === "message") subscriptions.get(frame.id)?.listener(frame.payload as never);
  }

  return {
    async call<M extends MethodName>(
      method: M,
      params: MethodParams<M>,
      { timeoutMs = defaultTimeoutMs }: CallOptions = {},
    ): Promise<MethodResult<M>> {
      if (connection.status.state !== "open") {
        throw new BalancerError(
          "HOST_UNAVAILABLE",
          `"${method}" cannot be called: not connected to the balancer`,
        );
      }
      const id = ++lastId;
      const answer = pending.wait(id, method, timeoutMs);
      connection.send({ kind: "call", id, method, params });
      return (await answer) as MethodResult<M>;
    },
    subscribe<T extends TopicName>(topic: T, listener: (payload: TopicPayload<T>) => void) {
      const id = ++lastId;
      subscriptions.set(id, { topic, listener });
      if (connection.status.state === "open") connection.send({ kind: "subscribe", id, topic });
      return () => {
        if (subscriptions.delete(id)) connection.send({ kind: "unsubscribe", id });
      };
    },
    get status() {
      return connection.status;
    },
    onStatus(listener) {
      statusListeners.add(listener);
      return () => void statusListeners.delete(listener);
    },
    reconnect: () => connection.reconnect(),
    close: () => connection.close(),
  };
}

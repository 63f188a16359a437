// The host's side of the RPC: one instance per transport. Reads frames strictly, runs calls, keeps subscriptions, and ends
// all of it when the transport closes. Limits are per transport.
import {
  type ClientFrame,
  clientFrameSchema,
  contractVersion,
  type WireError,
} from "../contract/envelope.ts";
import { isMethodName } from "../contract/methods.ts";
import { isTopicName } from "../contract/topics.ts";
import type { MessageTransport, Unsubscribe } from "../contract/transport.ts";
import { toWireError } from "../errors.ts";
import type { Clock } from "../ports.ts";
import { createRateWindow } from "./rate-window.ts";
import type { Author, Host } from "./types.ts";

const maxCallsInFlight = 64;
const maxSubscriptions = 32;
const maxFramesPerSecond = 200;

export interface RpcServerOptions {
  readonly host: Pick<Host, "call" | "subscribe">;
  readonly clock: Clock;
  /** Name and version of the product, for the welcome. */
  readonly product: string;
  /** Hears errors that are nobody's fault but ours; the caller gets INTERNAL. */
  readonly onInternalError?: (error: unknown) => void;
}

/** Speaks the envelope over `transport` until it closes. */
export function serveRpc(
  { host, clock, product, onInternalError }: RpcServerOptions,
  transport: MessageTransport,
  author: Author,
): void {
  const subscriptions = new Map<number, Unsubscribe>();
  const rate = createRateWindow(clock, maxFramesPerSecond);
  let callsInFlight = 0;
  let greeted = false;
  let closed = false;

  transport.onFrame(receive);
  transport.onClose(() => {
    closed = true;
    for (const unsubscribe of subscriptions.values()) unsubscribe();
    subscriptions.clear();
  });

  function fail(id: number | null, error: WireError): void {
    transport.send({ kind: "failure", id, error });
  }

  function receive(raw: unknown): void {
    if (closed) return;
    const parsed = clientFrameSchema.safeParse(raw);
    const id = parsed.success && "id" in parsed.data ? parsed.data.id : null;
    if (!rate.take()) {
      fail(id, {
        code: "TOO_MANY_REQUESTS",
        message: `more than ${maxFramesPerSecond} frames a second`,
      });
    } else if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const place = issue?.path.join(".") || "frame";
      fail(null, {
        code: "MALFORMED_FRAME",
        message: `${place}: ${issue?.message ?? "not a frame"}`,
      });
    } else {
      handle(parsed.data);
    }
  }

  function handle(frame: ClientFrame): void {
    if (frame.kind === "hello") greet(frame.contract);
    else if (!greeted) fail(frame.id, { code: "CONTRACT_MISMATCH", message: "say hello first" });
    else if (frame.kind === "call") void call(frame.id, frame.method, frame.params);
    else if (frame.kind === "subscribe") subscribe(frame.id, frame.topic);
    else unsubscribe(frame.id);
  }

  function greet(contract: number): void {
    if (contract !== contractVersion) {
      const message = `console speaks contract ${contract}, balancer ${contractVersion}`;
      fail(null, { code: "CONTRACT_MISMATCH", message });
      return;
    }
    greeted = true;
    transport.send({ kind: "welcome", contract: contractVersion, product });
  }

  async function call(id: number, method: string, params: unknown): Promise<void> {
    if (!isMethodName(method)) {
      fail(id, { code: "UNKNOWN_METHOD", message: `there is no method "${method}"` });
      return;
    }
    if (callsInFlight >= maxCallsInFlight) {
      fail(id, {
        code: "TOO_MANY_REQUESTS",
        message: `more than ${maxCallsInFlight} calls in flight`,
      });
      return;
    }
    callsInFlight++;
    try {
      const result = await host.call(method, params, author);
      transport.send({ kind: "result", id, result });
    } catch (error) {
      const wireError = toWireError(error);
      if (wireError.code === "INTERNAL") onInternalError?.(error);
      fail(id, wireError);
    } finally {
      callsInFlight--;
    }
  }

  function subscribe(id: number, topic: string): void {
    if (!isTopicName(topic)) {
      fail(id, { code: "UNKNOWN_METHOD", message: `there is no topic "${topic}"` });
    } else if (subscriptions.has(id)) {
      fail(id, { code: "INVALID_PARAMS", message: `subscription ${id} exists already` });
    } else if (subscriptions.size >= maxSubscriptions) {
      fail(id, {
        code: "TOO_MANY_REQUESTS",
        message: `more than ${maxSubscriptions} subscriptions`,
      });
    } else {
      const tell = (payload: unknown) => transport.send({ kind: "message", id, payload });
      subscriptions.set(id, host.subscribe(topic, tell));
    }
  }

  function unsubscribe(id: number): void {
    subscriptions.get(id)?.();
    subscriptions.delete(id);
  }
}

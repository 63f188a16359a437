// One WebSocket as a MessageTransport: JSON text frames, back-pressure, and nothing about RPC.
import type { WebSocket } from "ws";
import type { Frame } from "../../balancer-core/contract/envelope.ts";
import type {
  CloseReason,
  MessageTransport,
  Unsubscribe,
} from "../../balancer-core/contract/transport.ts";

/** Above this, snapshots are left out: each one replaces the one before. */
const snapshotsPauseBytes = 1_048_576;
/** Above this the reader is too slow to be served; it may connect again and gets the current values. */
const closeBytes = 8_388_608;

const open = 1;
const tryAgainLater = 1013;

export function createWebSocketTransport(socket: WebSocket): MessageTransport {
  const frameListeners = new Set<(frame: unknown) => void>();
  const closeListeners = new Set<(reason: CloseReason) => void>();
  /** Subscriptions whose messages may be left out. As many as the client holds, which the host bounds. */
  const replaceable = new Set<number>();
  let closed: CloseReason | undefined;
  let closedHere = false;

  socket.on("message", (data, isBinary) => {
    const frame = isBinary ? undefined : tryJson(String(data));
    noteSubscription(frame, replaceable);
    for (const listener of frameListeners) listener(frame);
  });
  // An error is always followed by the close; without a listener it would end the process.
  socket.on("error", () => {});
  socket.on("close", (code, reason) => {
    closed = {
      clean: closedHere || code === 1000 || code === 1001,
      message: reason.toString() || `closed with ${code}`,
    };
    for (const listener of closeListeners) listener(closed);
    frameListeners.clear();
    closeListeners.clear();
  });

  return {
    send(frame) {
      if (socket.readyState !== open) return;
      if (socket.bufferedAmount > closeBytes) {
        socket.close(tryAgainLater, "the reader is too slow");
        socket.terminate();
        return;
      }
      if (socket.bufferedAmount > snapshotsPauseBytes && isReplaceable(frame, replaceable)) return;
      socket.send(JSON.stringify(frame));
    },
    onFrame: (listener) => subscribe(frameListeners, listener),
    onClose(listener) {
      if (closed) listener(closed);
      return subscribe(closeListeners, listener);
    },
    close() {
      closedHere = true;
      socket.close(1000, "closed");
    },
  };
}

function subscribe<T>(listeners: Set<T>, listener: T): Unsubscribe {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What is not JSON arrives as `undefined`, which no frame is: the host answers that it is malformed. */
function tryJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function noteSubscription(frame: unknown, replaceable: Set<number>): void {
  if (typeof frame !== "object" || frame === null) return;
  const { kind, id, topic } = frame as { kind?: unknown; id?: unknown; topic?: unknown };
  if (typeof id !== "number") return;
  if (kind === "subscribe" && topic === "snapshot.changed" && replaceable.size < 64) {
    replaceable.add(id);
  }
  if (kind === "unsubscribe") replaceable.delete(id);
}

function isReplaceable(frame: Frame, replaceable: ReadonlySet<number>): boolean {
  return frame.kind === "message" && replaceable.has(frame.id);
}

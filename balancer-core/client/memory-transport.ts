// Two transports joined in memory, for tests and for a console in the same process as its host. Frames cross as copies, a
// microtask later, so that nothing can lean on shared objects or on an answer in the same turn.
import type { Frame } from "../contract/envelope.ts";
import type { CloseReason, MessageTransport } from "../contract/transport.ts";

interface End extends MessageTransport {
  deliver(text: string): void;
  closed(reason: CloseReason): void;
}

/** What one end sends the other receives; closing either closes both. */
export function createMemoryPair(): readonly [MessageTransport, MessageTransport] {
  const left: End = createEnd(() => right);
  const right: End = createEnd(() => left);
  return [left, right];
}

function createEnd(other: () => End): End {
  const frameListeners = new Set<(frame: unknown) => void>();
  const closeListeners = new Set<(reason: CloseReason) => void>();
  let closeReason: CloseReason | null = null;

  const end: End = {
    send(frame: Frame) {
      if (closeReason) return;
      const text = JSON.stringify(frame);
      queueSoon(() => other().deliver(text));
    },
    deliver(text) {
      if (closeReason) return;
      for (const listener of frameListeners) listener(JSON.parse(text));
    },
    closed(reason) {
      if (closeReason) return;
      closeReason = reason;
      for (const listener of closeListeners) listener(reason);
      frameListeners.clear();
      closeListeners.clear();
    },
    onFrame(listener) {
      frameListeners.add(listener);
      return () => void frameListeners.delete(listener);
    },
    onClose(listener) {
      if (closeReason) {
        const reason = closeReason;
        queueSoon(() => listener(reason));
        return () => {};
      }
      closeListeners.add(listener);
      return () => void closeListeners.delete(listener);
    },
    close() {
      end.closed({ clean: true, message: "closed" });
      queueSoon(() => other().closed({ clean: true, message: "closed by the other side" }));
    },
  };
  return end;
}

function queueSoon(action: () => void): void {
  void Promise.resolve().then(action);
}

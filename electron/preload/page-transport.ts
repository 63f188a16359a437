// The page's end of the transport to the host. Unlike others it can be opened again: a page has only this one, and a client
// that lost its connection listens anew on it. Listening after a close begins another session with a name of its own.
import type {
  CloseReason,
  MessageTransport,
  Unsubscribe,
} from "../../balancer-core/contract/transport.ts";
import { type Batch, closeChannel, frameChannel, takenChannel } from "../channel.ts";

export interface PageIpc {
  send(channel: string, session: string, value?: unknown): void;
  listen(channel: string, listener: (session: unknown, value: unknown) => void): void;
  newSession(): string;
}

export function createPageTransport(ipc: PageIpc): MessageTransport {
  const frameListeners = new Set<(frame: unknown) => void>();
  const closeListeners = new Set<(reason: CloseReason) => void>();
  let session: string | null = null;
  let lastReason: CloseReason = { clean: true, message: "not opened yet" };

  ipc.listen(frameChannel, (name, batch) => {
    if (name !== session) return;
    const { number, frames } = batch as Batch;
    for (const frame of frames) for (const listener of frameListeners) listener(frame);
    // A listener may have closed the session.
    if (session !== null && name === session) ipc.send(takenChannel, session, number);
  });
  ipc.listen(closeChannel, (name, message) => {
    if (name === session) end({ clean: true, message: String(message) });
  });

  function end(reason: CloseReason): void {
    session = null;
    lastReason = reason;
    const listeners = [...closeListeners];
    frameListeners.clear();
    closeListeners.clear();
    for (const listener of listeners) listener(reason);
  }

  function onFrame(listener: (frame: unknown) => void): Unsubscribe {
    session ??= ipc.newSession();
    frameListeners.add(listener);
    return () => void frameListeners.delete(listener);
  }

  function onClose(listener: (reason: CloseReason) => void): Unsubscribe {
    if (session === null) {
      const reason = lastReason;
      queueMicrotask(() => listener(reason));
      return () => {};
    }
    closeListeners.add(listener);
    return () => void closeListeners.delete(listener);
  }

  return Object.freeze({
    send(frame) {
      if (session !== null) ipc.send(frameChannel, session, frame);
    },
    onFrame,
    onClose,
    close() {
      if (session === null) return;
      ipc.send(closeChannel, session);
      end({ clean: true, message: "closed" });
    },
  } satisfies MessageTransport);
}

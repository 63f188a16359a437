// A typed emitter: one listener's error never reaches another, nor the one who emits.
import type { Unsubscribe } from "../contract/transport.ts";

export interface Emitter<Payload> {
  on(listener: (payload: Payload) => void): Unsubscribe;
  emit(payload: Payload): void;
  readonly listenerCount: number;
}

/** `onListenerError` hears what a listener threw; without it the error is rethrown in a microtask, so it is never lost. */
export function createEmitter<Payload>(
  onListenerError: (error: unknown) => void = rethrowLater,
): Emitter<Payload> {
  const listeners = new Set<(payload: Payload) => void>();
  return {
    on(listener) {
      // A wrapper of its own, so that the same function can listen twice and leave once.
      const entry = (payload: Payload) => listener(payload);
      listeners.add(entry);
      return () => void listeners.delete(entry);
    },
    emit(payload) {
      for (const listener of listeners) {
        try {
          listener(payload);
        } catch (error) {
          onListenerError(error);
        }
      }
    },
    get listenerCount() {
      return listeners.size;
    },
  };
}

function rethrowLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}

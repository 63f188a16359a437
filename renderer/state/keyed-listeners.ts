// Who wants to hear of one key only: a server's ring, a listener's. Outside zustand, so that a second of one redraws nobody else.

export interface KeyedListeners {
  tell(key: string): void;
  /** Returns what undoes it; a key that nobody listens to any more is forgotten. */
  subscribe(key: string, listener: () => void): () => void;
}

export function createKeyedListeners(): KeyedListeners {
  const listeners = new Map<string, Set<() => void>>();
  return {
    tell(key) {
      for (const listener of listeners.get(key) ?? []) listener();
    },
    subscribe(key, listener) {
      const known = listeners.get(key) ?? new Set();
      known.add(listener);
      listeners.set(key, known);
      return () => {
        known.delete(listener);
        if (known.size === 0 && listeners.get(key) === known) listeners.delete(key);
      };
    },
  };
}

// A bounded memory of the latest items: a new one pushes the oldest out. Nothing is copied or moved when one is added.

export interface Ring<Item> {
  readonly size: number;
  push(item: Item): void;
  /** Counted from the oldest; undefined outside. */
  at(index: number): Item | undefined;
  /** Items from `index` on, counted from the oldest, oldest first; at most `limit`. */
  slice(index: number, limit: number): Item[];
  /** The latest `limit` items, oldest first. */
  latest(limit: number): Item[];
}

export function createRing<Item>(capacity: number): Ring<Item> {
  const items: Item[] = [];
  let oldest = 0;

  const at = (index: number): Item | undefined =>
    index < 0 || index >= items.length ? undefined : items[(oldest + index) % capacity];

  function slice(index: number, limit: number): Item[] {
    const from = Math.max(0, index);
    const to = Math.min(items.length, from + Math.max(0, limit));
    const found: Item[] = [];
    for (let position = from; position < to; position += 1) {
      const item = items[(oldest + position) % capacity];
      if (item !== undefined) found.push(item);
    }
    return found;
  }

  return {
    get size() {
      return items.length;
    },
    push(item) {
      if (items.length < capacity) {
        items.push(item);
        return;
      }
      items[oldest] = item;
      oldest = (oldest + 1) % capacity;
    },
    at,
    slice,
    latest: (limit) => slice(items.length - Math.max(0, limit), limit),
  };
}

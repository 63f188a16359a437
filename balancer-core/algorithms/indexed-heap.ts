// A binary heap over the slots 0 to n−1 with changeable keys: who has the lowest key, found at once; a change costs O(log n).
// Of equal keys the lower tie wins, then the lower slot.

const absent = -1;

export class IndexedHeap {
  readonly #keys: Float64Array;
  readonly #ties: Float64Array;
  /** Slots in heap order. */
  readonly #heap: Int32Array;
  /** Where a slot stands in the heap. */
  readonly #places: Int32Array;
  #size = 0;

  constructor(slots: number) {
    this.#keys = new Float64Array(slots);
    this.#ties = new Float64Array(slots);
    this.#heap = new Int32Array(slots);
    this.#places = new Int32Array(slots).fill(absent);
  }

  get size(): number {
    return this.#size;
  }

  /** The slot with the lowest key, -1 when there is none. */
  get top(): number {
    return this.#size === 0 ? absent : (this.#heap[0] as number);
  }

  has(slot: number): boolean {
    return this.#places[slot] !== absent;
  }

  key(slot: number): number {
    return this.#keys[slot] as number;
  }

  tie(slot: number): number {
    return this.#ties[slot] as number;
  }

  /** Adds the slot, or gives it another key. */
  set(slot: number, key: number, tie: number): void {
    this.#keys[slot] = key;
    this.#ties[slot] = tie;
    let place = this.#places[slot] as number;
    if (place === absent) {
      place = this.#size++;
      this.#heap[place] = slot;
      this.#places[slot] = place;
    }
    this.#rise(slot, place);
    this.#sink(slot, this.#places[slot] as number);
  }

  remove(slot: number): void {
    const place = this.#places[slot] as number;
    if (place === absent) return;
    this.#places[slot] = absent;
    const last = this.#heap[--this.#size] as number;
    if (last === slot) return;
    this.#put(last, place);
    this.#rise(last, place);
    this.#sink(last, this.#places[last] as number);
  }

  #isBefore(one: number, other: number): boolean {
    const difference = (this.#keys[one] as number) - (this.#keys[other] as number);
    if (difference !== 0) return difference < 0;
    const ties = (this.#ties[one] as number) - (this.#ties[other] as number);
    return ties !== 0 ? ties < 0 : one < other;
  }

  #put(slot: number, place: number): void {
    this.#heap[place] = slot;
    this.#places[slot] = place;
  }

  #rise(slot: number, from: number): void {
    let place = from;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = this.#heap[parent] as number;
      if (!this.#isBefore(slot, above)) break;
      this.#put(above, place);
      place = parent;
    }
    this.#put(slot, place);
  }

  #sink(slot: number, from: number): void {
    const size = this.#size;
    let place = from;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= size) break;
      const right = child + 1;
      if (right < size && this.#isBefore(this.#heap[right] as number, this.#heap[child] as number))
        child = right;
      const below = this.#heap[child] as number;
      if (!this.#isBefore(below, slot)) break;
      this.#put(below, place);
      place = child;
    }
    this.#put(slot, place);
  }
}

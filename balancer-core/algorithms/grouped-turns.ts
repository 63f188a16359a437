// Weighted turns for large pools, O(log g) for g different weights: servers of one weight stand in a ring and take turns; of the
// rings, each with the weight of its servers together, the one due earliest is next. Equal weights give plain turns; otherwise
// shares are those of smooth weighted round robin, the order is not. Source: earliest deadline first, as Envoy's edf_scheduler.h.
import type { Candidate } from "./algorithm.ts";
import { IndexedHeap } from "./indexed-heap.ts";

interface Ring {
  readonly weight: number;
  count: number;
  /** Slot whose turn is next; -1 in an empty ring. */
  cursor: number;
}

/** Turns given to skipped servers before a retry looks at everybody. */
const mostTries = 32;

export class GroupedTurns<C extends Candidate> {
  #servers: readonly C[] = [];
  #slots = new Map<C, number>();
  #rings: Ring[] = [];
  #ringOf = new Int32Array(0);
  #next = new Int32Array(0);
  #previous = new Int32Array(0);
  #isAway = new Uint8Array(0);
  /** When each was chosen last, counted in choices. */
  #lastChosen = new Float64Array(0);
  #choices = 0;
  /** When each ring is due. */
  #due = new IndexedHeap(0);
  #now = 0;

  prepare(candidates: readonly C[]): void {
    const slotsBefore = this.#slots;
    const chosenBefore = this.#lastChosen;
    const dueBefore = new Map(this.#rings.map(({ weight }, ring) => [weight, this.#due.key(ring)]));
    const count = candidates.length;
    this.#servers = [...candidates];
    this.#slots = new Map(candidates.map((server, slot) => [server, slot]));
    this.#ringOf = new Int32Array(count);
    this.#next = new Int32Array(count);
    this.#previous = new Int32Array(count);
    this.#isAway = new Uint8Array(count).fill(1);
    // Who comes anew stands behind those who are there.
    this.#lastChosen = Float64Array.from(candidates, (server) => {
      const slot = slotsBefore.get(server);
      return slot === undefined ? this.#choices : (chosenBefore[slot] as number);
    });
    this.#makeRings();
    const inTurn = Array.from(candidates, (_, slot) => slot);
    inTurn.sort((one, other) => this.#chosen(one) - this.#chosen(other) || one - other);
    for (const slot of inTurn) this.#enter(slot);
    this.#rings.forEach(({ weight, count: servers }, index) => {
      const due = dueBefore.get(weight) ?? this.#now + 1 / (weight * servers);
      this.#due.set(index, due, index);
    });
  }

  setAvailable(candidate: C, isAvailable: boolean): void {
    const slot = this.#slots.get(candidate);
    if (slot === undefined || (this.#isAway[slot] === 0) === isAvailable) return;
    if (isAvailable) this.#enter(slot);
    else this.#leave(slot);
  }

  choose(skip: readonly Candidate[]): C | undefined {
    if (skip.length === 0) return this.#takeTurn();
    for (let turn = 0; turn < mostTries; turn++) {
      const server = this.#takeTurn();
      if (server === undefined || !skip.includes(server)) return server;
    }
    return this.#servers.find((server, slot) => this.#isAway[slot] === 0 && !skip.includes(server));
  }

  #takeTurn(): C | undefined {
    const index = this.#due.top;
    if (index === -1) return undefined;
    const ring = this.#rings[index] as Ring;
    const slot = ring.cursor;
    ring.cursor = this.#next[slot] as number;
    this.#now = this.#due.key(index);
    this.#due.set(index, this.#now + 1 / (ring.weight * ring.count), index);
    this.#lastChosen[slot] = ++this.#choices;
    return this.#servers[slot];
  }

  #chosen(slot: number): number {
    return this.#lastChosen[slot] as number;
  }

  #makeRings(): void {
    const indexes = new Map<number, number>();
    this.#rings = [];
    this.#servers.forEach(({ effectiveWeight: weight }, slot) => {
      let index = indexes.get(weight);
      if (index === undefined) {
        index = this.#rings.push({ weight, count: 0, cursor: -1 }) - 1;
        indexes.set(weight, index);
      }
      this.#ringOf[slot] = index;
    });
    this.#due = new IndexedHeap(this.#rings.length);
  }

  /** At the end of its ring: it gets its next turn after all others had theirs. */
  #enter(slot: number): void {
    this.#isAway[slot] = 0;
    const index = this.#ringOf[slot] as number;
    const ring = this.#rings[index] as Ring;
    ring.count++;
    if (ring.cursor === -1) {
      ring.cursor = slot;
      this.#next[slot] = slot;
      this.#previous[slot] = slot;
      // An empty ring may have been due long ago; what it missed is not made up for.
      this.#due.set(index, Math.max(this.#due.key(index), this.#now), index);
      return;
    }
    const last = this.#previous[ring.cursor] as number;
    this.#next[last] = slot;
    this.#previous[slot] = last;
    this.#next[slot] = ring.cursor;
    this.#previous[ring.cursor] = slot;
  }

  #leave(slot: number): void {
    this.#isAway[slot] = 1;
    const index = this.#ringOf[slot] as number;
    const ring = this.#rings[index] as Ring;
    ring.count--;
    if (ring.count === 0) {
      ring.cursor = -1;
      this.#due.remove(index);
      return;
    }
    const next = this.#next[slot] as number;
    const previous = this.#previous[slot] as number;
    this.#next[previous] = next;
    this.#previous[next] = previous;
    if (ring.cursor === slot) ring.cursor = next;
  }
}

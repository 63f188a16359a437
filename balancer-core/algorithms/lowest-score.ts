// Chooses whoever has the lowest score; of equals whoever was not chosen for longest, so that equals take turns. What the score is,
// is the algorithm's business. O(log n) per choice and change of load, O(n) when retrying.
import type { Candidate } from "./algorithm.ts";
import { IndexedHeap } from "./indexed-heap.ts";

export class LowestScore<C extends Candidate> {
  readonly #scoreOf: (candidate: C) => number;
  #servers: readonly C[] = [];
  #slots = new Map<C, number>();
  #heap = new IndexedHeap(0);
  /** When each was chosen last, counted in choices. */
  #lastChosen = new Float64Array(0);
  #choices = 0;

  constructor(scoreOf: (candidate: C) => number) {
    this.#scoreOf = scoreOf;
  }

  prepare(candidates: readonly C[]): void {
    const slotsBefore = this.#slots;
    const chosenBefore = this.#lastChosen;
    this.#servers = [...candidates];
    this.#slots = new Map();
    this.#heap = new IndexedHeap(candidates.length);
    this.#lastChosen = new Float64Array(candidates.length);
    candidates.forEach((server, slot) => {
      const before = slotsBefore.get(server);
      this.#slots.set(server, slot);
      this.#lastChosen[slot] = before === undefined ? 0 : (chosenBefore[before] as number);
      this.#enter(server, slot);
    });
  }

  setAvailable(candidate: C, isAvailable: boolean): void {
    const slot = this.#slots.get(candidate);
    if (slot === undefined) return;
    if (isAvailable) this.#enter(candidate, slot);
    else this.#heap.remove(slot);
  }

  choose(skip: readonly Candidate[]): C | undefined {
    const slot = skip.length === 0 ? this.#heap.top : this.#lowestBut(skip);
    if (slot === -1) return undefined;
    const turn = ++this.#choices;
    this.#lastChosen[slot] = turn;
    this.#heap.set(slot, this.#heap.key(slot), turn);
    return this.#servers[slot];
  }

  /** Something of the server's score changed. */
  changed(server: C): void {
    const slot = this.#slots.get(server);
    if (slot !== undefined && this.#heap.has(slot)) this.#enter(server, slot);
  }

  /** The scores of all changed. */
  changedAll(): void {
    for (const server of this.#servers) this.changed(server);
  }

  #enter(server: C, slot: number): void {
    this.#heap.set(slot, this.#scoreOf(server), this.#lastChosen[slot] as number);
  }

  #lowestBut(skip: readonly Candidate[]): number {
    let best = -1;
    for (let slot = 0; slot < this.#servers.length; slot++) {
      if (!this.#heap.has(slot) || skip.includes(this.#servers[slot] as C)) continue;
      if (best === -1 || this.#isBefore(slot, best)) best = slot;
    }
    return best;
  }

  #isBefore(one: number, other: number): boolean {
    const difference = this.#heap.key(one) - this.#heap.key(other);
    if (difference !== 0) return difference < 0;
    return (this.#lastChosen[one] as number) < (this.#lastChosen[other] as number);
  }
}

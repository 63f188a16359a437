// Draws servers at random in proportion to their weights. A Fenwick tree keeps the sums, so drawing, leaving out and letting back
// in cost O(log n). Source: inverse transform sampling; Fenwick, "A new data structure for cumulative frequency tables", 1994.
import type { Random } from "../ports.ts";
import type { Candidate } from "./algorithm.ts";

export class WeightedSampler<C extends Candidate> {
  readonly #random: Random;
  #servers: readonly C[] = [];
  #slots = new Map<C, number>();
  /** Weight of each slot as it counts now; 0 while it is left out. */
  #weights = new Float64Array(0);
  /** 1-based: entry i holds the sum of the `i & -i` weights that end at slot i - 1. */
  #sums = new Float64Array(1);
  #highestBit = 0;
  #available = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** How many can be drawn. */
  get size(): number {
    return this.#available;
  }

  prepare(candidates: readonly C[]): void {
    const count = candidates.length;
    this.#servers = [...candidates];
    this.#slots = new Map(candidates.map((server, slot) => [server, slot]));
    this.#weights = new Float64Array(count);
    this.#sums = new Float64Array(count + 1);
    this.#highestBit = count === 0 ? 0 : 2 ** Math.floor(Math.log2(count));
    this.#available = count;
    candidates.forEach(({ effectiveWeight }, slot) => {
      this.#add(slot, effectiveWeight);
    });
  }

  setAvailable(candidate: C, isAvailable: boolean): void {
    const slot = this.#slots.get(candidate);
    if (slot === undefined) return;
    const now = this.#weights[slot] as number;
    const next = isAvailable ? candidate.effectiveWeight : 0;
    if (now === 0 && next > 0) this.#available++;
    else if (now > 0 && next === 0) this.#available--;
    this.#add(slot, next - now);
  }

  /** Undefined only when nobody is left. */
  draw(): C | undefined {
    if (this.#available === 0) return undefined;
    let rest = this.#random() * this.#total();
    let slot = 0;
    for (let bit = this.#highestBit; bit > 0; bit >>= 1) {
      const next = slot + bit;
      if (next < this.#sums.length && (this.#sums[next] as number) <= rest) {
        rest -= this.#sums[next] as number;
        slot = next;
      }
    }
    // Rounding may put the point behind the last server, or on one that is left out.
    if (slot < this.#servers.length && (this.#weights[slot] as number) > 0)
      return this.#servers[slot];
    return this.#lastAvailable(slot);
  }

  /** Draws among those not skipped; walks over all of them. */
  drawBut(skip: readonly Candidate[]): C | undefined {
    let rest = 0;
    this.#servers.forEach((server, slot) => {
      if (!skip.includes(server)) rest += this.#weights[slot] as number;
    });
    let point = this.#random() * rest;
    let last: C | undefined;
    for (let slot = 0; slot < this.#servers.length; slot++) {
      const server = this.#servers[slot] as C;
      const weight = this.#weights[slot] as number;
      if (weight === 0 || skip.includes(server)) continue;
      last = server;
      point -= weight;
      if (point < 0) break;
    }
    return last;
  }

  #total(): number {
    let sum = 0;
    for (let end = this.#servers.length; end > 0; end -= end & -end)
      sum += this.#sums[end] as number;
    return sum;
  }

  #add(slot: number, weight: number): void {
    if (weight === 0) return;
    this.#weights[slot] = (this.#weights[slot] as number) + weight;
    for (let index = slot + 1; index < this.#sums.length; index += index & -index)
      this.#sums[index] = (this.#sums[index] as number) + weight;
  }

  #lastAvailable(from: number): C | undefined {
    for (let slot = Math.min(from, this.#servers.length - 1); slot >= 0; slot--)
      if ((this.#weights[slot] as number) > 0) return this.#servers[slot];
    return this.#servers.find((_, slot) => (this.#weights[slot] as number) > 0);
  }
}

// The ring of a consistent hash: each server owns many points on a circle of 32 bits, and a key belongs to the first point at or
// behind its own. An index over the leading bits finds that point in about one step.
import type { Candidate } from "./algorithm.ts";
import { textHash } from "./text-hash.ts";

/** As many as ketama and nginx give. */
const pointsPerWeight = 160;
/** Above it all servers get half as many points, and half again, so that neither memory nor building grows without end. */
const mostPoints = 2 ** 20;

export class HashRing {
  /** Where the points stand, ascending. */
  readonly #points: Uint32Array;
  readonly #owners: Uint16Array;
  /** First point whose leading bits are at least the index. */
  readonly #starts: Uint32Array;
  readonly #shift: number;

  /** Owners are the places in `servers`, which are sorted by id so that equal points fall to the same one everywhere. */
  constructor(servers: readonly Candidate[]) {
    const weight = servers.reduce((sum, server) => sum + server.weight, 0);
    let perWeight = pointsPerWeight;
    while (perWeight > 1 && perWeight * weight > mostPoints) perWeight >>= 1;
    const count = perWeight * weight;
    const bits = Math.max(1, Math.ceil(Math.log2(count + 1)));
    this.#shift = 32 - bits;
    this.#points = new Uint32Array(count);
    this.#owners = new Uint16Array(count);
    this.#starts = new Uint32Array(2 ** bits + 1);
    this.#place(servers, perWeight);
  }

  get size(): number {
    return this.#points.length;
  }

  /** The place a hash belongs to; 0 in an empty ring. */
  find(hash: number): number {
    const points = this.#points;
    let place = this.#starts[hash >>> this.#shift] as number;
    while (place < points.length && (points[place] as number) < hash) place++;
    return place < points.length ? place : 0;
  }

  owner(place: number): number {
    return this.#owners[place] as number;
  }

  /** Sorts by leading bits, where hardly any two points meet, and then those that do: a million points in a moment. */
  #place(servers: readonly Candidate[], perWeight: number): void {
    const starts = this.#starts;
    const hashes = new Uint32Array(this.size);
    let at = 0;
    for (const { id, weight } of servers) {
      for (let point = 1; point <= weight * perWeight; point++) {
        const hash = textHash(id, point);
        hashes[at++] = hash;
        const bucket = (hash >>> this.#shift) + 1;
        starts[bucket] = (starts[bucket] as number) + 1;
      }
    }
    for (let bucket = 1; bucket < starts.length; bucket++)
      starts[bucket] = (starts[bucket] as number) + (starts[bucket - 1] as number);
    const filled = starts.slice();
    at = 0;
    servers.forEach(({ weight }, slot) => {
      for (let point = 1; point <= weight * perWeight; point++) {
        const hash = hashes[at++] as number;
        const bucket = hash >>> this.#shift;
        this.#insert(hash, slot, starts[bucket] as number, filled[bucket] as number);
        filled[bucket] = (filled[bucket] as number) + 1;
      }
    });
  }

  /** Among the points from `start` to `end`; behind equal ones, whose owners come first. */
  #insert(hash: number, owner: number, start: number, end: number): void {
    let place = end;
    for (; place > start && (this.#points[place - 1] as number) > hash; place--) {
      this.#points[place] = this.#points[place - 1] as number;
      this.#owners[place] = this.#owners[place - 1] as number;
    }
    this.#points[place] = hash;
    this.#owners[place] = owner;
  }
}

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
    // Point and owner in one number, so that they are sorted together and fast.
    const keys = new Float64Array(count);
    let at = 0;
    servers.forEach(({ id, weight: own }, slot) => {
      for (let point = 1; point <= own * perWeight; point++)
        keys[at++] = textHash(id, point) * 0x1_0000 + slot;
    });
    keys.sort();
    this.#points = Uint32Array.from(keys, (key) => Math.floor(key / 0x1_0000));
    this.#owners = Uint16Array.from(keys, (key) => key % 0x1_0000);
    const bits = Math.max(1, Math.ceil(Math.log2(count + 1)));
    this.#shift = 32 - bits;
    this.#starts = this.#indexed(2 ** bits);
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

  #indexed(size: number): Uint32Array {
    const starts = new Uint32Array(size);
    let place = 0;
    for (let index = 0; index < size; index++) {
      while (place < this.size && (this.#points[place] as number) >>> this.#shift < index) place++;
      starts[index] = place;
    }
    return starts;
  }
}

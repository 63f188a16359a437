// The servers a hash counts: all members of the pool in an order of their own, whether they can be had now or not. Tables are made
// of ids and weights alone, so several balancers agree, and a server that goes down moves nobody but its own.
import type { Candidate } from "./algorithm.ts";

export type Order = (one: Candidate, other: Candidate) => number;

export const byId: Order = (one, other) => (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);
export const byOrdinal: Order = (one, other) => one.ordinal - other.ordinal;

export class HashMembers<C extends Candidate> {
  /** In their order; a slot is a place here. */
  servers: readonly C[] = [];
  readonly #order: Order;
  #given: readonly C[] = [];
  #traits: readonly string[] = [];
  #slots = new Map<C, number>();
  #isAvailable = new Uint8Array(0);

  constructor(order: Order) {
    this.#order = order;
  }

  /** True when ids, weights or their order are other ones than before, so that a table must be made anew. */
  prepare(candidates: readonly C[], members: readonly C[]): boolean {
    const traits = members.map(({ id, weight, ordinal }) => `${id} ${weight} ${ordinal}`);
    const isSame =
      traits.length === this.#traits.length &&
      traits.every((trait, index) => trait === this.#traits[index]);
    if (!isSame || members.some((server, index) => server !== this.#given[index])) {
      this.#traits = traits;
      this.#given = [...members];
      this.servers = [...members].sort(this.#order);
      this.#slots = new Map(this.servers.map((server, slot) => [server, slot]));
    }
    this.#isAvailable = new Uint8Array(this.servers.length);
    for (const server of candidates) this.setAvailable(server, true);
    return !isSame;
  }

  setAvailable(candidate: C, isAvailable: boolean): void {
    const slot = this.#slots.get(candidate);
    if (slot !== undefined) this.#isAvailable[slot] = isAvailable ? 1 : 0;
  }

  slotOf(server: C): number | undefined {
    return this.#slots.get(server);
  }

  isAvailable(slot: number): boolean {
    return this.#isAvailable[slot] === 1;
  }

  /** Whether a request that tried those to skip may have it. */
  mayHave(slot: number, skip: readonly Candidate[]): boolean {
    if (this.#isAvailable[slot] !== 1) return false;
    return skip.length === 0 || !skip.includes(this.servers[slot] as C);
  }
}

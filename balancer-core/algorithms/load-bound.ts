// How much each server may carry so that none has more than (1 + e) times its share by weight of what is in flight, counting the
// request that asks. Kept up to date with every change, so asking costs nothing.
import type { Candidate } from "./algorithm.ts";
import type { HashMembers } from "./hash-members.ts";

export class LoadBound<C extends Candidate> {
  readonly #members: HashMembers<C>;
  readonly #factor: number;
  /** What each available member carries as it was counted into the totals; 0 for the others. */
  #loads = new Float64Array(0);
  #weights = new Float64Array(0);
  #load = 0;
  #weight = 0;

  constructor(members: HashMembers<C>, extra: number) {
    this.#members = members;
    this.#factor = 1 + extra;
  }

  prepare(): void {
    const { servers } = this.#members;
    this.#loads = new Float64Array(servers.length);
    this.#weights = new Float64Array(servers.length);
    this.#load = 0;
    this.#weight = 0;
    for (const server of servers) this.changed(server);
  }

  /** The server's load changed, or whether it can be had. */
  changed(server: C): void {
    const slot = this.#members.slotOf(server);
    if (slot === undefined) return;
    const isAvailable = this.#members.isAvailable(slot);
    const load = isAvailable ? server.activeRequests : 0;
    const weight = isAvailable ? server.weight : 0;
    this.#load += load - (this.#loads[slot] as number);
    this.#weight += weight - (this.#weights[slot] as number);
    this.#loads[slot] = load;
    this.#weights[slot] = weight;
  }

  hasRoom(slot: number): boolean {
    const share = ((this.#load + 1) * (this.#weights[slot] as number)) / this.#weight;
    // Less a little, so that a share that is whole but for rounding is not taken for the next number.
    return (this.#loads[slot] as number) + 1 <= Math.ceil(this.#factor * share - 1e-9);
  }
}

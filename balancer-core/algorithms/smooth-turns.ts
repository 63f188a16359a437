// Smooth weighted round robin, exactly as nginx has it: at each turn every server earns its weight, the richest is chosen and pays
// what all earned together; so {5,1,1} gives a a b a c a a instead of a burst of five. O(n) per choice, so for small pools only.
// Source: nginx, ngx_http_upstream_round_robin.c.
import type { Candidate } from "./algorithm.ts";

/** Earnings are rounded to this fraction when they are rescaled, so that equals stay equal and strict order holds. */
const roundingSteps = 1_000_000;

export class SmoothTurns<C extends Candidate> {
  #servers: readonly C[] = [];
  #slots = new Map<C, number>();
  #weights = new Float64Array(0);
  #earned = new Float64Array(0);
  /** Earnings as a share of all weights, of those who are away as they left with. */
  #shares = new Float64Array(0);
  #isAway = new Uint8Array(0);
  #total = 0;
  #lastBest = -1;
  #lastTotal = 0;
  /** Shares of servers that are no candidates: they return with what they left with. */
  readonly #sharesAway = new WeakMap<C, number>();

  prepare(candidates: readonly C[]): void {
    this.#keepShares();
    this.#servers.forEach((server, slot) => {
      this.#sharesAway.set(server, this.#shares[slot] as number);
    });
    this.#servers = [...candidates];
    this.#slots = new Map(candidates.map((server, slot) => [server, slot]));
    this.#weights = Float64Array.from(candidates, ({ effectiveWeight }) => effectiveWeight);
    this.#earned = new Float64Array(candidates.length);
    this.#shares = Float64Array.from(candidates, (server) => this.#sharesAway.get(server) ?? 0);
    this.#isAway = new Uint8Array(candidates.length);
    this.#lastBest = -1;
    this.#settle();
  }

  setAvailable(candidate: C, isAvailable: boolean): void {
    const slot = this.#slots.get(candidate);
    if (slot === undefined) return;
    this.#keepShares();
    this.#isAway[slot] = isAvailable ? 0 : 1;
    this.#settle();
  }

  choose(skip: readonly Candidate[]): C | undefined {
    const skipsNobody = skip.length === 0;
    const count = this.#servers.length;
    let best = -1;
    let bestEarned = Number.NEGATIVE_INFINITY;
    let earnedNow = 0;
    for (let slot = 0; slot < count; slot++) {
      if (this.#isAway[slot] === 1) continue;
      if (!skipsNobody && skip.includes(this.#servers[slot] as C)) continue;
      const weight = this.#weights[slot] as number;
      const value = (this.#earned[slot] as number) + weight;
      this.#earned[slot] = value;
      earnedNow += weight;
      // Strictly more: the first of equals wins, which is what makes the published sequences come out.
      if (value > bestEarned) {
        best = slot;
        bestEarned = value;
      }
    }
    if (best < 0) return undefined;
    this.#earned[best] = bestEarned - earnedNow;
    this.#lastBest = best;
    this.#lastTotal = earnedNow;
    return this.#servers[best];
  }

  /** What the server had in the last choice, before the chosen one paid. */
  earnedBefore(server: C): number | null {
    const slot = this.#slots.get(server);
    if (slot === undefined || this.#isAway[slot] === 1) return null;
    return (this.#earned[slot] as number) + (slot === this.#lastBest ? this.#lastTotal : 0);
  }

  #keepShares(): void {
    for (let slot = 0; slot < this.#servers.length; slot++) {
      if (this.#isAway[slot] === 0 && this.#total > 0)
        this.#shares[slot] = (this.#earned[slot] as number) / this.#total;
    }
  }

  /** Earnings of those present, from their shares. */
  #settle(): void {
    const count = this.#servers.length;
    let total = 0;
    let share = 0;
    let present = 0;
    for (let slot = 0; slot < count; slot++) {
      if (this.#isAway[slot] === 1) continue;
      total += this.#weights[slot] as number;
      share += this.#shares[slot] as number;
      present++;
    }
    this.#total = total;
    // Centred, because earnings add up to zero by construction and a server that left took its part away: without this
    // neighbours take two turns in a row several times as often.
    const mean = present === 0 ? 0 : (share * total) / present;
    for (let slot = 0; slot < count; slot++) {
      if (this.#isAway[slot] === 1) continue;
      const earned = (this.#shares[slot] as number) * total - mean;
      this.#earned[slot] = Math.round(earned * roundingSteps) / roundingSteps;
    }
  }
}

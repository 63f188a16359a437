// How often a client may do what is cheap for it and dear for us: so many at once, and so many a second from then on.

export class Budget {
  readonly #atOnce: number;
  readonly #perSecond: number;
  #left: number;
  #at: number;

  constructor(atOnce: number, perSecond: number, now: number) {
    this.#atOnce = atOnce;
    this.#perSecond = perSecond;
    this.#left = atOnce;
    this.#at = now;
  }

  /** False once it is used up. */
  take(now: number): boolean {
    const refill = ((now - this.#at) * this.#perSecond) / 1_000;
    this.#left = Math.min(this.#atOnce, this.#left + refill) - 1;
    this.#at = now;
    return this.#left >= 0;
  }
}

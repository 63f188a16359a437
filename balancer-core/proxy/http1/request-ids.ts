// Ids for requests that bring none: short, and no two alike.
import type { Random } from "../../ports.ts";

const letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** One of 56 thousand millions. */
const prefixLetters = 6;
/** The last two digits. */
const endings = Array.from({ length: 36 ** 2 }, (_, number) =>
  number.toString(36).padStart(2, "0"),
);

/**
 * Unique among the ids of one listener, and with their random prefix among listeners. Up to twelve characters V8 joins into one piece,
 * which is enough for sixty million; longer ones it would put together at every use.
 */
export class RequestIds {
  readonly #prefix: string;
  /** The prefix and all but the last two digits, which is new only once for all the endings. */
  #begin: string;
  #count = 0;

  constructor(random: Random) {
    const prefix = Array.from({ length: prefixLetters }, () =>
      letters.charAt(Math.floor(random() * letters.length)),
    );
    this.#prefix = `${prefix.join("")}-`;
    this.#begin = this.#prefix;
  }

  next(): string {
    const ending = ++this.#count % endings.length;
    if (ending === 0) {
      this.#begin = `${this.#prefix}${(this.#count / endings.length).toString(36)}`;
    }
    return this.#begin + endings[ending];
  }
}

// Ids for requests that bring none: short, and no two alike.
import type { Random } from "../../ports.ts";

/** The last two digits. */
const endings = Array.from({ length: 36 ** 2 }, (_, number) =>
  number.toString(36).padStart(2, "0"),
);

/** Unique among the ids of one listener, and with their random prefix among listeners. */
export class RequestIds {
  readonly #prefix: string;
  /** The prefix and all but the last two digits, which is new only once for all the endings. */
  #begin: string;
  #count = 0;

  constructor(random: Random) {
    const part = () => Math.floor(random() * 0x1_0000_0000).toString(36);
    this.#prefix = `${part()}${part()}-`;
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

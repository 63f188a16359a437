// The uses of one server that are under way, so that all of them can be ended by force. In no order; each knows its place, which
// costs less at every request than a set does.
import type { ErrorCode } from "../contract/error-codes.ts";

/** A use that can be ended by force. */
export interface Cuttable {
  /** Its place among the uses of its server, which keeps it; -1 before and after. */
  place: number;
  /** When it began, on the clock that never jumps. */
  readonly startedMs: number;
  cut(reason: ErrorCode): void;
}

export class Uses {
  readonly #list: Cuttable[] = [];

  add(use: Cuttable): void {
    use.place = this.#list.length;
    this.#list.push(use);
  }

  /** False when it had ended before. */
  remove(use: Cuttable): boolean {
    if (this.#list[use.place] !== use) return false;
    // The last one takes the place of the one that ends.
    const last = this.#list.pop() as Cuttable;
    if (last !== use) {
      last.place = use.place;
      this.#list[use.place] = last;
    }
    use.place = -1;
    return true;
  }

  /** When the one began that is under way for longest; null without any. Walks over all, for a look now and then. */
  get oldestStartedMs(): number | null {
    let oldest: number | null = null;
    for (const { startedMs } of this.#list) {
      if (oldest === null || startedMs < oldest) oldest = startedMs;
    }
    return oldest;
  }

  cutAll(reason: ErrorCode): void {
    for (const use of [...this.#list]) use.cut(reason);
  }
}

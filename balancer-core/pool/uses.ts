// The uses of one server that are under way, so that all of them can be ended by force: a chain in order of their beginning, which,
// unlike a list that grows and shrinks, makes nothing anew at every request.
import type { ErrorCode } from "../contract/error-codes.ts";

/** A use that can be ended by force. */
export interface Cuttable {
  /** Its place among the uses of its server, which keeps all three. */
  earlier: Cuttable | null;
  later: Cuttable | null;
  isUnderWay: boolean;
  /** When it began, on the clock that never jumps. */
  readonly startedMs: number;
  cut(reason: ErrorCode): void;
}

export class Uses {
  #first: Cuttable | null = null;
  #last: Cuttable | null = null;

  add(use: Cuttable): void {
    use.isUnderWay = true;
    use.earlier = this.#last;
    if (this.#last === null) this.#first = use;
    else this.#last.later = use;
    this.#last = use;
  }

  /** False when it had ended before. */
  remove(use: Cuttable): boolean {
    if (!use.isUnderWay) return false;
    use.isUnderWay = false;
    const { earlier, later } = use;
    if (earlier === null) this.#first = later;
    else earlier.later = later;
    if (later === null) this.#last = earlier;
    else later.earlier = earlier;
    // Whoever keeps an ended use must not keep its neighbours by it.
    use.earlier = null;
    use.later = null;
    return true;
  }

  /** When the one began that is under way for longest; null without any. */
  get oldestStartedMs(): number | null {
    return this.#first === null ? null : this.#first.startedMs;
  }

  cutAll(reason: ErrorCode): void {
    const all: Cuttable[] = [];
    for (let use = this.#first; use !== null; use = use.later) all.push(use);
    for (const use of all) use.cut(reason);
  }
}

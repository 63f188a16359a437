// What became of one server: its latest changes of state, and how often it flapped within the hour. Bounded; decides nothing.
import type { ServerState, StateChangeRecord } from "../contract/snapshot.ts";
import { isUsable } from "./server-state.ts";

const changesKept = 30;
const hourParts = 12;
const partMs = 300_000;

/** States that the operator's hand leads to, out of which and into which a change is no flapping. */
const byOperator: ReadonlySet<ServerState> = new Set<ServerState>([
  "draining",
  "drained",
  "maintenance",
]);

/** States in which what was observed keeps it from taking requests. */
const whileDown: ReadonlySet<ServerState> = new Set<ServerState>(["down", "recovering", "ejected"]);

export class StateHistory {
  #changes: readonly StateChangeRecord[] = [];
  /** Flaps in each twelfth of the hour, made at the first one: nearly all servers never flap. */
  #parts: number[] | null = null;
  #lastPart = 0;
  #downMs = 0;
  /** Since when it is down or ejected; null while it is not. */
  #downSince: number | null = null;

  /** Oldest first. */
  get changes(): readonly StateChangeRecord[] {
    return this.#changes;
  }

  /** `now` is on the clock that never jumps. */
  add(change: StateChangeRecord, now: number): void {
    this.#changes = [...this.#changes.slice(1 - changesKept), change];
    this.#downMs = this.downtimeMs(now);
    this.#downSince = whileDown.has(change.to) ? now : null;
    if (byOperator.has(change.from) || byOperator.has(change.to)) return;
    if (isUsable(change.from) === isUsable(change.to)) return;
    this.#parts ??= new Array<number>(hourParts).fill(0);
    this.#moveOn(now);
    const part = this.#lastPart % hourParts;
    this.#parts[part] = (this.#parts[part] ?? 0) + 1;
  }

  /** Down or ejected altogether. The operator's hand is no downtime. */
  downtimeMs(now: number): number {
    return this.#downMs + (this.#downSince === null ? 0 : now - this.#downSince);
  }

  /** Times it stopped or began taking requests, by what was observed, in the last hour; the hour ends within five minutes. */
  flaps(now: number): number {
    if (this.#parts === null) return 0;
    this.#moveOn(now);
    return this.#parts.reduce((sum, count) => sum + count, 0);
  }

  #moveOn(now: number): void {
    const present = Math.floor(now / partMs);
    const passed = Math.min(hourParts, present - this.#lastPart);
    for (let step = 0; step < passed; step++) {
      if (this.#parts) this.#parts[(present - step) % hourParts] = 0;
    }
    this.#lastPart = present;
  }
}

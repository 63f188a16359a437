// How a server's attempts went over the last ten full seconds: means of connecting and of waiting for the first byte, and how many
// found a connection open already. A few sums for each second, so that a request costs a handful of additions.

const secondsKept = 10;

export interface AttemptSummary {
  /** Mean of the connections that were opened, handshakes included; null when none was. */
  readonly connectMs: number | null;
  /** Mean from the request written to the first byte of the answer; null when none came. */
  readonly firstByteMs: number | null;
  /** Part of the attempts that went over a connection already open; null without attempts. */
  readonly reused: number | null;
}

class Sums {
  reused = 0;
  connects = 0;
  connectMs = 0;
  waits = 0;
  waitMs = 0;

  /** Adds the other's, or takes them away again. */
  add({ reused, connects, connectMs, waits, waitMs }: Sums, sign: 1 | -1): void {
    this.reused += sign * reused;
    this.connects += sign * connects;
    this.connectMs += sign * connectMs;
    this.waits += sign * waits;
    this.waitMs += sign * waitMs;
  }
}

export class AttemptWindow {
  #current = new Sums();
  /** The last full seconds, the oldest first. */
  #seconds: Sums[] = [];
  readonly #kept = new Sums();

  /** `connectMs` is null when an open connection was used, `waitMs` when no answer came. */
  record(connectMs: number | null, waitMs: number | null): void {
    const current = this.#current;
    if (connectMs === null) current.reused += 1;
    else {
      current.connects += 1;
      current.connectMs += connectMs;
    }
    if (waitMs === null) return;
    current.waits += 1;
    current.waitMs += waitMs;
  }

  /** Closes the current second. */
  roll(): void {
    this.#kept.add(this.#current, 1);
    this.#seconds.push(this.#current);
    this.#current = new Sums();
    const oldest = this.#seconds.length > secondsKept ? this.#seconds.shift() : undefined;
    if (oldest) this.#kept.add(oldest, -1);
  }

  summary(): AttemptSummary {
    const { reused, connects, connectMs, waits, waitMs } = this.#kept;
    // To a microsecond, since it is told often; taking fractions away again may leave a little less than nothing.
    const mean = (sum: number, count: number) =>
      count > 0 ? Math.max(0, Math.round((sum / count) * 1_000) / 1_000) : null;
    return {
      connectMs: mean(connectMs, connects),
      firstByteMs: mean(waitMs, waits),
      reused: mean(reused, reused + connects),
    };
  }
}

// The outside world as the core sees it: time, chance and the console. The only file that names them, so tests can script all three.

/** A timer that can be taken back. Cancelling twice, or after it fired, does nothing. */
export interface Timer {
  cancel(): void;
}

export interface Clock {
  /** Milliseconds on a clock that never jumps; for durations. Fractions are microseconds. */
  now(): number;
  /** Milliseconds since 1970; for people and logs. */
  wallTime(): number;
  /** Runs `action` once after `delayMs`. Never keeps the process alive by itself. */
  after(delayMs: number, action: () => void): Timer;
  /** Runs `action` every `intervalMs`. Never keeps the process alive by itself. */
  every(intervalMs: number, action: () => void): Timer;
}

/** A number in [0, 1). */
export type Random = () => number;

export interface Ports {
  readonly clock: Clock;
  readonly random: Random;
}

// Held here, since Node looks the global one up through a getter each time.
const stopwatch = performance;

export const systemClock: Clock = {
  now: () => stopwatch.now(),
  wallTime: () => Date.now(),
  after(delayMs, action) {
    const handle = setTimeout(action, delayMs);
    handle.unref();
    return { cancel: () => clearTimeout(handle) };
  },
  every(intervalMs, action) {
    const handle = setInterval(action, intervalMs);
    handle.unref();
    return { cancel: () => clearInterval(handle) };
  },
};

export const systemPorts: Ports = { clock: systemClock, random: Math.random };

/** ISO time of a wall-clock reading, as snapshots and logs carry it. */
export function isoTime(wallTimeMs: number): string {
  return new Date(wallTimeMs).toISOString();
}

/** A seeded generator (mulberry32): the same seed gives the same sequence on every machine. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

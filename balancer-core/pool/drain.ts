// One draining of one server: its deadline and who waits for its end. Whether it drains and what is left is the server's business.
import type { Clock, Timer } from "../ports.ts";

export interface Drain {
  readonly isRunning: boolean;
  /** Wall time at which what is left is cut; null when it does not run. */
  readonly deadlineAt: number | null;
  /** Begins with this deadline from now. Does nothing when it runs already. */
  begin(deadlineMs: number): void;
  /** Another deadline from now, when it runs. */
  setDeadline(deadlineMs: number): void;
  /** Nothing is left. */
  finish(): void;
  /** It was undone: those who wait hear false. */
  cancel(): void;
  /** True once finished, false when undone; false at once when it does not run. */
  whenDone(): Promise<boolean>;
}

/** `onDeadline` cuts what is left. It is never called during `begin`, so that a state can settle first. */
export function createDrain(clock: Clock, onDeadline: () => void): Drain {
  let timer: Timer | undefined;
  let deadlineAt: number | null = null;
  let isRunning = false;
  /** One promise for all who wait, so that waiting costs nothing however often it is asked. */
  let waiting: { readonly promise: Promise<boolean>; resolve(done: boolean): void } | undefined;

  function schedule(deadlineMs: number): void {
    timer?.cancel();
    deadlineAt = clock.wallTime() + deadlineMs;
    timer = clock.after(deadlineMs, onDeadline);
  }

  function end(done: boolean): void {
    if (!isRunning) return;
    isRunning = false;
    deadlineAt = null;
    timer?.cancel();
    const told = waiting;
    waiting = undefined;
    told?.resolve(done);
  }

  return {
    get isRunning() {
      return isRunning;
    },
    get deadlineAt() {
      return deadlineAt;
    },
    begin(deadlineMs) {
      if (isRunning) return;
      isRunning = true;
      schedule(deadlineMs);
    },
    setDeadline(deadlineMs) {
      if (isRunning) schedule(deadlineMs);
    },
    finish: () => end(true),
    cancel: () => end(false),
    whenDone() {
      if (!isRunning) return Promise.resolve(false);
      waiting ??= createWaiting();
      return waiting.promise;
    },
  };
}

function createWaiting() {
  let resolve: (done: boolean) => void = () => undefined;
  const promise = new Promise<boolean>((settle) => {
    resolve = settle;
  });
  return { promise, resolve: (done: boolean) => resolve(done) };
}

// One draining of one server: its deadline, the quiet after its last session, and who waits for its end. Whether it drains and what
// is left is the server's business.
import type { Clock, Timer } from "../ports.ts";

export interface Drain {
  /** It came to its end, by itself or at its deadline, and was not undone. It does not begin again. */
  readonly isOver: boolean;
  /** Nothing was in use for as long as sessions are waited for. */
  readonly isQuiet: boolean;
  /** Wall time at which what is left is cut; null when it does not run. */
  readonly deadlineAt: number | null;
  /** Begins with this deadline from now. Does nothing when it runs already or is over. */
  begin(times: DrainTimes): void;
  /** Another deadline from now, when it runs. */
  setDeadline(deadlineMs: number): void;
  /** Something of it is in use at this moment; the quiet begins anew. */
  used(): void;
  /** Nothing is left. */
  finish(): void;
  /** It was undone: those who wait hear false. */
  cancel(): void;
  /** True once finished, false when undone; false at once when it does not run. */
  whenDone(): Promise<boolean>;
}

export interface DrainTimes {
  readonly deadlineMs: number;
  /** How long sessions are waited for after the last use; 0 for up to the deadline. */
  readonly quietMs: number;
}

export interface DrainOptions {
  readonly clock: Clock;
  /** Whether anything is in flight, during which there is no quiet. */
  readonly isBusy: () => boolean;
  /** Cuts what is left; it is over from now. Never called during `begin`, so that a state can settle first. */
  readonly onDeadline: () => void;
  /** No session came for long enough. */
  readonly onQuiet: () => void;
}

export function createDrain({ clock, isBusy, onDeadline, onQuiet }: DrainOptions): Drain {
  let deadline: Timer | undefined;
  let quiet: Timer | undefined;
  let quietMs = 0;
  let usedMs = 0;
  let deadlineAt: number | null = null;
  let phase: "idle" | "running" | "over" = "idle";
  let isQuiet = false;
  /** One promise for all who wait, so that waiting costs nothing however often it is asked. */
  let waiting: { readonly promise: Promise<boolean>; resolve(done: boolean): void } | undefined;

  function schedule(deadlineMs: number): void {
    deadline?.cancel();
    deadlineAt = clock.wallTime() + deadlineMs;
    deadline = clock.after(deadlineMs, () => {
      end("over");
      onDeadline();
    });
  }

  // One timer that looks again, instead of one that every request sets anew.
  function listenFor(restMs: number): void {
    quiet = clock.after(restMs, () => {
      const nextMs = (isBusy() ? clock.now() : usedMs) + quietMs - clock.now();
      if (nextMs > 0) {
        listenFor(nextMs);
        return;
      }
      isQuiet = true;
      onQuiet();
    });
  }

  function end(next: "idle" | "over"): void {
    const wasRunning = phase === "running";
    phase = next;
    deadlineAt = null;
    deadline?.cancel();
    quiet?.cancel();
    if (!wasRunning) return;
    const told = waiting;
    waiting = undefined;
    told?.resolve(next === "over");
  }

  return {
    get isOver() {
      return phase === "over";
    },
    get isQuiet() {
      return isQuiet;
    },
    get deadlineAt() {
      return deadlineAt;
    },
    begin(times) {
      if (phase !== "idle") return;
      phase = "running";
      isQuiet = false;
      usedMs = clock.now();
      quietMs = times.quietMs;
      schedule(times.deadlineMs);
      if (quietMs > 0) listenFor(quietMs);
    },
    setDeadline(deadlineMs) {
      if (phase === "running") schedule(deadlineMs);
    },
    used() {
      usedMs = clock.now();
    },
    finish: () => end("over"),
    cancel() {
      end("idle");
      isQuiet = false;
    },
    whenDone() {
      if (phase !== "running") return Promise.resolve(false);
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

// The faults of one simulated server: each begins, strikes a seeded share of the work, and heals at its time or before.
import { type FaultKind, type FaultStatus, faultKinds } from "../contract/lab-faults.ts";
import { type Clock, isoTime, type Random, seededRandom, type Timer } from "../ports.ts";

export interface SimFaults {
  /** One of the same kind begins anew. */
  start(kind: FaultKind, forMs: number, share: number): void;
  /** Heals one kind, or all. Returns what was healed. */
  heal(kind?: FaultKind): FaultKind[];
  isOn(kind: FaultKind): boolean;
  /** Whether the fault is on and strikes this time: one draw of its sequence. */
  strikes(kind: FaultKind): boolean;
  /** Calls `action` once the fault is over; the function returned forgets about it. */
  whenHealed(kind: FaultKind, action: () => void): () => void;
  status(): FaultStatus[];
}

export interface SimFaultsOptions {
  readonly clock: Clock;
  readonly seed: () => number;
  /** Called when faults healed by themselves. */
  readonly onHealed: (kind: FaultKind) => void;
}

interface Fault {
  readonly share: number;
  readonly random: Random;
  readonly startedAt: number;
  readonly healsAt: number;
  readonly timer: Timer;
  /** Work that waits for the end; as many as there are requests in the server. */
  readonly waiting: Set<() => void>;
}

/** Each kind draws from a sequence of its own, apart from working times and errors. */
const seedOffset = 0x51ed27;

export function createSimFaults({ clock, seed, onHealed }: SimFaultsOptions): SimFaults {
  const faults = new Map<FaultKind, Fault>();

  function end(kind: FaultKind): boolean {
    const fault = faults.get(kind);
    if (!fault) return false;
    fault.timer.cancel();
    faults.delete(kind);
    for (const action of fault.waiting) action();
    return true;
  }

  return {
    start(kind, forMs, share) {
      const waiting = faults.get(kind)?.waiting ?? new Set();
      faults.get(kind)?.timer.cancel();
      faults.set(kind, {
        share,
        waiting,
        random: seededRandom(seed() + seedOffset * (faultKinds.indexOf(kind) + 1)),
        startedAt: clock.wallTime(),
        healsAt: clock.wallTime() + forMs,
        timer: clock.after(forMs, () => {
          end(kind);
          onHealed(kind);
        }),
      });
    },
    heal: (kind) => (kind === undefined ? [...faults.keys()] : [kind]).filter(end),
    isOn: (kind) => faults.has(kind),
    strikes(kind) {
      const fault = faults.get(kind);
      return fault !== undefined && fault.random() < fault.share;
    },
    whenHealed(kind, action) {
      const fault = faults.get(kind);
      if (!fault) {
        action();
        return () => undefined;
      }
      fault.waiting.add(action);
      return () => void fault.waiting.delete(action);
    },
    status: () =>
      [...faults].map(([kind, { share, startedAt, healsAt }]) => ({
        kind,
        share,
        startedAt: isoTime(startedAt),
        healsAt: isoTime(healsAt),
      })),
  };
}

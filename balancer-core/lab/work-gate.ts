// Lets so many jobs of a simulated server work at once; the rest wait in the order they came, up to a bound.

export interface Ticket {
  /** Ends the job, whether it works or still waits. Idempotent. */
  leave(): void;
}

export interface WorkGate {
  /** Calls `work` at once or when it is this job's turn. Undefined when too many wait already. */
  enter(work: () => void): Ticket | undefined;
  /** Raising it lets waiting jobs in at once; lowering it waits for working ones to end. */
  setConcurrency(concurrency: number): void;
  readonly active: number;
  readonly waiting: number;
}

export const maxWaiting = 10_000;

export function createWorkGate(initialConcurrency: number): WorkGate {
  let concurrency = initialConcurrency;
  let active = 0;
  // A set keeps the order of arrival and forgets a job that gave up waiting in constant time.
  const queue = new Set<() => void>();

  function letIn(): void {
    for (const begin of queue) {
      if (active >= concurrency) return;
      queue.delete(begin);
      begin();
    }
  }

  return {
    enter(work) {
      if (queue.size >= maxWaiting) return undefined;
      let state: "waiting" | "working" | "left" = "waiting";
      const begin = () => {
        state = "working";
        active++;
        work();
      };
      queue.add(begin);
      letIn();
      return {
        leave() {
          if (state === "left") return;
          if (state === "working") active--;
          state = "left";
          queue.delete(begin);
          letIn();
        },
      };
    },
    setConcurrency(next) {
      concurrency = next;
      letIn();
    },
    get active() {
      return active;
    },
    get waiting() {
      return queue.size;
    },
  };
}

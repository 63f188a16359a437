// Work that must not overlap, done one after the other in the order asked. A turn that fails does not stop the next.

export interface Turns {
  /** Runs `work` once all asked before have ended. Rejects with what `work` rejects with, or with `refusal()` when too many wait. */
  take<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Resolves when everything asked so far has ended. */
  idle(): Promise<void>;
}

export interface TurnsOptions {
  /** Work under way and waiting; more is refused. Unbounded where only the product's own code asks. */
  readonly most: number;
  readonly refusal: () => Error;
}

export function createTurns(limit?: TurnsOptions): Turns {
  let last: Promise<unknown> = Promise.resolve();
  let unfinished = 0;
  return {
    take(work) {
      if (limit && unfinished >= limit.most) return Promise.reject(limit.refusal());
      unfinished += 1;
      const result = last.then(work).finally(() => {
        unfinished -= 1;
      });
      last = result.catch(() => undefined);
      return result;
    },
    idle: () => last.then(() => undefined),
  };
}

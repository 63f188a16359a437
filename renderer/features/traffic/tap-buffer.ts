// The requests a console remembers while it watches: newest last, within a budget of bytes, with those that match the filter kept
// beside them so that a batch costs its own length and not the list's. While paused nothing that is shown goes away: newcomers
// fill what is left of the budget and are only counted beyond it. No React, no client.
import type { RequestRecord } from "../../../balancer-core/contract/records.ts";

export interface TapRow {
  /** Grows by one; ids are the clients' own and may repeat. */
  readonly seq: number;
  readonly request: RequestRecord;
  readonly bytes: number;
}

export interface TapView {
  /** Rows to draw, oldest first. The same array until something changed. */
  readonly rows: readonly TapRow[];
  /** Remembered, whether shown or not. */
  readonly held: number;
  readonly heldBytes: number;
  readonly budgetBytes: number;
  /** Came and matched since it was paused; 0 while it runs. */
  readonly fresh: number;
  /** Finished but never came here, or found no room while paused. */
  readonly missed: number;
  readonly isPaused: boolean;
}

export interface TapBuffer {
  readonly view: TapView;
  push(requests: readonly RequestRecord[], missed: number): void;
  setFilter(matches: (request: RequestRecord) => boolean): void;
  setPaused(isPaused: boolean): void;
  setBudget(bytes: number): void;
  clear(): void;
  subscribe(listener: () => void): () => void;
}

/** What a list can be scrolled through at all. */
export const mostRows = 50_000;
/** After a connection was lost the host tells its latest again; this far back they are recognised. */
const recognised = 1_000;

export function createTapBuffer(initialBudgetBytes: number): TapBuffer {
  const listeners = new Set<() => void>();
  let all: TapRow[] = [];
  let matching: TapRow[] = [];
  let matches: (request: RequestRecord) => boolean = () => true;
  let budgetBytes = initialBudgetBytes;
  let heldBytes = 0;
  let missed = 0;
  let seq = 0;
  let isPaused = false;
  /** The rows on the screen while paused, and the number of the newest row when it was. */
  let frozen: readonly TapRow[] = [];
  let pausedAt = 0;
  let view = makeView();

  function makeView(): TapView {
    const rows = isPaused ? frozen : [...matching];
    const fresh = isPaused ? countAfter(matching, pausedAt) : 0;
    return { rows, held: all.length, heldBytes, budgetBytes, fresh, missed, isPaused };
  }

  function changed(): void {
    view = makeView();
    for (const listener of listeners) listener();
  }

  const isFull = (more: number) => heldBytes + more > budgetBytes || all.length >= mostRows;

  function makeRoom(): void {
    let gone = 0;
    while (gone < all.length && (heldBytes > budgetBytes || all.length - gone > mostRows)) {
      heldBytes -= all[gone]?.bytes ?? 0;
      gone += 1;
    }
    if (gone === 0) return;
    all = all.slice(gone);
    const oldest = all[0]?.seq ?? Number.POSITIVE_INFINITY;
    const first = matching.findIndex((row) => row.seq >= oldest);
    matching = first < 0 ? [] : matching.slice(first);
  }

  return {
    get view() {
      return view;
    },
    push(requests, alsoMissed) {
      const known = new Set(all.slice(-recognised).map(({ request }) => nameOf(request)));
      missed += alsoMissed;
      for (const request of requests) {
        if (known.has(nameOf(request))) continue;
        const bytes = bytesOf(request);
        if (isPaused && isFull(bytes)) {
          missed += 1;
          continue;
        }
        seq += 1;
        const row = { seq, request, bytes };
        all.push(row);
        heldBytes += bytes;
        if (matches(request)) matching.push(row);
      }
      if (!isPaused) makeRoom();
      changed();
    },
    setFilter(next) {
      matches = next;
      matching = all.filter(({ request }) => matches(request));
      // What is looked at while paused is searched too.
      if (isPaused) frozen = matching.filter((row) => row.seq <= pausedAt);
      changed();
    },
    setPaused(next) {
      if (next === isPaused) return;
      isPaused = next;
      frozen = next ? [...matching] : [];
      pausedAt = seq;
      if (!next) makeRoom();
      changed();
    },
    setBudget(bytes) {
      if (bytes === budgetBytes) return;
      budgetBytes = bytes;
      if (!isPaused) makeRoom();
      changed();
    },
    clear() {
      all = [];
      matching = [];
      frozen = [];
      heldBytes = 0;
      missed = 0;
      pausedAt = seq;
      changed();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const nameOf = ({ id, at, totalMs }: RequestRecord): string => `${id} ${at} ${totalMs}`;

function countAfter(rows: readonly TapRow[], seq: number): number {
  let count = 0;
  for (let index = rows.length - 1; index >= 0 && (rows[index]?.seq ?? 0) > seq; index -= 1)
    count += 1;
  return count;
}

/** Objects and numbers of a record, of an attempt, of a server in a decision, in a browser's memory; texts count by length. */
const bytesOfRecord = 420;
const bytesOfAttempt = 120;
const bytesOfDecision = 260;
const bytesOfServer = 96;

/** About: engines differ. */
export function bytesOf({ id, target, host, client, attempts, decision }: RequestRecord): number {
  const texts = id.length + target.length + host.length + client.length;
  const servers = decision ? decision.candidates.length + decision.excluded.length : 0;
  return (
    bytesOfRecord +
    texts +
    attempts.length * bytesOfAttempt +
    (decision ? bytesOfDecision : 0) +
    servers * bytesOfServer
  );
}

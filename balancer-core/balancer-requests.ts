// The latest finished requests, copied into places made once: what a request leaves behind would otherwise outlive it by
// thousands of others, and the garbage collector would move it about. Turned into records only when somebody asks.
import type { RequestFilter } from "./balancer-types.ts";
import type { RecordUsage } from "./contract/process-status.ts";
import type { RequestRecord } from "./contract/records.ts";
import type { FinishedRequest } from "./proxy/types.ts";
import { placeNumbers, RequestPlace } from "./request-place.ts";

/** A few hundred bytes each, so about a megabyte. */
const requestCapacity = 2_000;

/** What was added since a mark. `mark` is where the next one begins; `missed` were forgotten or left out. */
export interface RequestBatch {
  readonly mark: number;
  readonly requests: RequestRecord[];
  readonly missed: number;
}

/** Some of what was added since a mark, evenly taken, those that failed apart from the others; oldest first. */
export interface RequestSample {
  readonly mark: number;
  readonly requests: RequestRecord[];
  /** How many one of them stands for, also those that are forgotten already. */
  readonly failedEach: number;
  readonly otherEach: number;
}

export interface RequestMemory {
  /** Keeps a copy. */
  add(request: FinishedRequest): void;
  /** The latest that match, newest last. */
  find(filter: RequestFilter): RequestRecord[];
  /** Added after the first `mark`, oldest first, at most `limit`: of more, those that failed or were retried first. */
  after(mark: number, limit: number): RequestBatch;
  sample(mark: number, others: number, failures: number): RequestSample;
  usage(): RecordUsage;
}

export function createRequestMemory(capacity: number = requestCapacity): RequestMemory {
  const places: RequestPlace[] = [];
  const numbers = new Float64Array(capacity * placeNumbers);
  /** Where the next one goes; the oldest is there once all places are taken. */
  let next = 0;
  let added = 0;
  let host = "";
  let target = "";

  /** Oldest first. */
  function latestOf(count: number): RequestPlace[] {
    const latest: RequestPlace[] = [];
    for (let back = Math.min(count, places.length); back >= 1; back -= 1) {
      const place = places[(next - back + capacity) % capacity];
      if (place) latest.push(place);
    }
    return latest;
  }

  return {
    add(request) {
      // Most requests ask what the one before asked: one string for all of them.
      if (request.host !== host) host = request.host;
      if (request.target !== target) target = request.target;
      let place = places[next];
      if (place === undefined) {
        place = new RequestPlace(numbers, next);
        places.push(place);
      }
      place.keep(request, host, target);
      next = (next + 1) % capacity;
      added += 1;
    },
    find({ id, limit, server, status }) {
      const found: RequestRecord[] = [];
      for (let back = 1; back <= places.length && found.length < limit; back += 1) {
        const place = places[(next - back + capacity) % capacity];
        if (!place) continue;
        if (id !== undefined && place.id !== id) continue;
        if (server !== undefined && !place.usedServer(server)) continue;
        if (status !== undefined && !hasStatus(place.status, status)) continue;
        found.push(place.toRecord());
      }
      return found.reverse();
    },
    after(mark, limit) {
      const made = Math.max(0, added - mark);
      const latest = latestOf(made);
      const chosen = latest.length > limit ? telling(latest, limit) : latest;
      return {
        mark: added,
        requests: chosen.map((place) => place.toRecord()),
        missed: made - chosen.length,
      };
    },
    sample(mark, others, failures) {
      const made = Math.max(0, added - mark);
      const latest = latestOf(made);
      const failed = evenly(
        latest.filter((place) => place.hasFailed),
        failures,
      );
      const other = evenly(
        latest.filter((place) => !place.hasFailed),
        others,
      );
      const chosen = new Set([...failed.taken, ...other.taken]);
      const forgotten = latest.length === 0 ? 1 : made / latest.length;
      return {
        mark: added,
        requests: latest.filter((place) => chosen.has(place)).map((place) => place.toRecord()),
        failedEach: failed.each * forgotten,
        otherEach: other.each * forgotten,
      };
    },
    usage() {
      const approximateBytes = places.reduce((sum, place) => sum + place.approximateBytes, 0);
      return { held: places.length, capacity, approximateBytes };
    },
  };
}

/** At most so many, spread over all of them, and how many each stands for. */
function evenly(
  places: readonly RequestPlace[],
  most: number,
): { taken: RequestPlace[]; each: number } {
  if (places.length <= most || most === 0) {
    return { taken: most === 0 ? [] : [...places], each: 1 };
  }
  const step = places.length / most;
  const taken = Array.from({ length: most }, (_, index) => places[Math.floor(index * step)]);
  return { taken: taken.filter((place) => place !== undefined), each: step };
}

/** Of many, up to half of the room for those that failed or were retried, the rest for the newest; in their order. */
function telling(latest: readonly RequestPlace[], limit: number): RequestPlace[] {
  const chosen = new Set(latest.filter((place) => place.isTelling).slice(-Math.floor(limit / 2)));
  for (let index = latest.length - 1; index >= 0 && chosen.size < limit; index -= 1) {
    const place = latest[index];
    if (place) chosen.add(place);
  }
  return latest.filter((place) => chosen.has(place));
}

function hasStatus(status: number, wanted: string): boolean {
  return wanted.endsWith("xx")
    ? String(Math.floor(status / 100)) === wanted.slice(0, -2)
    : String(status) === wanted;
}

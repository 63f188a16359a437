// The latest finished requests, copied into places made once: what a request leaves behind would otherwise outlive it by
// thousands of others, and the garbage collector would move it about. Turned into records only when somebody asks.
import type { RequestFilter } from "./balancer-types.ts";
import type { RecordUsage } from "./contract/process-status.ts";
import type { Attempt, RequestRecord } from "./contract/records.ts";
import { isoTime } from "./ports.ts";
import type { FinishedRequest } from "./proxy/types.ts";

/** A few hundred bytes each, so about a megabyte. */
const requestCapacity = 2_000;

/** A place for one request. A class, so that all of them have one shape, which is what makes writing to them cheap. */
class Place {
  id = "";
  startedAt = 0;
  listenerId = "";
  poolId: string | null = null;
  server: FinishedRequest["server"] = null;
  client = "";
  method = "";
  target = "";
  host = "";
  status = 0;
  error: FinishedRequest["error"] = null;
  bytesIn = 0;
  bytesOut = 0;
  queueMs = 0;
  totalMs = 0;
  sticky: FinishedRequest["sticky"] = "none";
  decision: FinishedRequest["decision"] = null;
  traceId = "";
  /** Only the first `attemptCount` are this request's. */
  readonly attempts: AttemptPlace[] = [];
  attemptCount = 0;
}

class AttemptPlace {
  server = "";
  startMs: number | undefined;
  backoffMs: number | undefined;
  connectMs: number | null = null;
  waitMs: number | null = null;
  totalMs = 0;
  outcome = "";
}

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
  const places: Place[] = [];
  /** Where the next one goes; the oldest is there once all places are taken. */
  let next = 0;
  let added = 0;
  let host = "";
  let target = "";

  /** Oldest first. */
  function latestOf(count: number): Place[] {
    const latest: Place[] = [];
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
        place = new Place();
        places.push(place);
      }
      copyTo(place, request);
      place.host = host;
      place.target = target;
      next = (next + 1) % capacity;
      added += 1;
    },
    find({ id, limit, server, status }) {
      const found: RequestRecord[] = [];
      for (let back = 1; back <= places.length && found.length < limit; back += 1) {
        const place = places[(next - back + capacity) % capacity];
        if (!place) continue;
        if (id !== undefined && place.id !== id) continue;
        if (server !== undefined && !usedServer(place, server)) continue;
        if (status !== undefined && !hasStatus(place.status, status)) continue;
        found.push(toRecord(place));
      }
      return found.reverse();
    },
    after(mark, limit) {
      const made = Math.max(0, added - mark);
      const latest = latestOf(made);
      const chosen = latest.length > limit ? telling(latest, limit) : latest;
      return { mark: added, requests: chosen.map(toRecord), missed: made - chosen.length };
    },
    sample(mark, others, failures) {
      const made = Math.max(0, added - mark);
      const latest = latestOf(made);
      const failed = evenly(latest.filter(hasFailed), failures);
      const other = evenly(
        latest.filter((place) => !hasFailed(place)),
        others,
      );
      const chosen = new Set([...failed.taken, ...other.taken]);
      const forgotten = latest.length === 0 ? 1 : made / latest.length;
      return {
        mark: added,
        requests: latest.filter((place) => chosen.has(place)).map(toRecord),
        failedEach: failed.each * forgotten,
        otherEach: other.each * forgotten,
      };
    },
    usage() {
      const approximateBytes = places.reduce((sum, place) => sum + bytesOf(place), 0);
      return { held: places.length, capacity, approximateBytes };
    },
  };
}

/** A client that left is nobody's failure. */
const hasFailed = ({ status, error }: Place): boolean =>
  status >= 500 || (error !== null && error !== "CLIENT_CLOSED");

/** At most so many, spread over all of them, and how many each stands for. */
function evenly(places: readonly Place[], most: number): { taken: Place[]; each: number } {
  if (places.length <= most || most === 0) {
    return { taken: most === 0 ? [] : [...places], each: 1 };
  }
  const step = places.length / most;
  const taken = Array.from({ length: most }, (_, index) => places[Math.floor(index * step)]);
  return { taken: taken.filter((place) => place !== undefined), each: step };
}

/** Of many, up to half of the room for those that failed or were retried, the rest for the newest; in their order. */
function telling(latest: readonly Place[], limit: number): Place[] {
  const isTelling = ({ error, status, attemptCount }: Place) =>
    error !== null || status >= 500 || attemptCount > 1;
  const chosen = new Set(latest.filter(isTelling).slice(-Math.floor(limit / 2)));
  for (let index = latest.length - 1; index >= 0 && chosen.size < limit; index -= 1) {
    const place = latest[index];
    if (place) chosen.add(place);
  }
  return latest.filter((place) => chosen.has(place));
}

/** Objects, numbers and short texts of a place; of one of its attempts; of one server in a decision. */
const bytesOfPlace = 320;
const bytesOfAttempt = 96;
const bytesOfChoice = 80;

/** About: texts that are shared with the configuration count as part of the place. */
function bytesOf({ id, client, target, attempts, decision }: Place): number {
  const choices = decision ? decision.candidates.length + decision.excluded.length : 0;
  return (
    bytesOfPlace +
    id.length +
    client.length +
    target.length +
    attempts.length * bytesOfAttempt +
    choices * bytesOfChoice
  );
}

function copyTo(place: Place, request: FinishedRequest): void {
  place.id = request.id;
  place.startedAt = request.startedAt;
  place.listenerId = request.listenerId;
  place.poolId = request.poolId;
  place.server = request.server;
  place.client = request.client;
  place.method = request.method;
  place.status = request.status;
  place.error = request.error;
  place.bytesIn = request.bytesIn;
  place.bytesOut = request.bytesOut;
  place.queueMs = request.queueMs;
  place.totalMs = request.totalMs;
  place.sticky = request.sticky;
  place.decision = request.decision;
  place.traceId = request.trace?.traceId ?? "";
  const { attempts } = request;
  place.attemptCount = attempts.length;
  for (let index = 0; index < attempts.length; index += 1) {
    if (place.attempts.length === index) place.attempts.push(new AttemptPlace());
    copyAttemptTo(place.attempts[index] as AttemptPlace, attempts[index] as Attempt);
  }
}

function copyAttemptTo(place: AttemptPlace, attempt: Attempt): void {
  place.server = attempt.server;
  place.startMs = attempt.startMs;
  place.backoffMs = attempt.backoffMs;
  place.connectMs = attempt.connectMs;
  place.waitMs = attempt.waitMs;
  place.totalMs = attempt.totalMs;
  place.outcome = attempt.outcome;
}

/** `server` is an id or `pool/id`; a server that was only tried counts too. */
function usedServer({ poolId, server, attempts, attemptCount }: Place, wanted: string): boolean {
  const slash = wanted.indexOf("/");
  if (slash >= 0 && poolId !== wanted.slice(0, slash)) return false;
  const id = wanted.slice(slash + 1);
  return (
    server?.id === id || attempts.slice(0, attemptCount).some((attempt) => attempt.server === id)
  );
}

function hasStatus(status: number, wanted: string): boolean {
  return wanted.endsWith("xx")
    ? String(Math.floor(status / 100)) === wanted.slice(0, -2)
    : String(status) === wanted;
}

/** Field by field: taking the rest of an object apart costs ten times as much, and the tap does it hundreds of times a second. */
function toRecord(place: Place): RequestRecord {
  return {
    id: place.id,
    at: isoTime(place.startedAt),
    listener: place.listenerId,
    pool: place.poolId,
    server: place.server?.id ?? null,
    client: place.client,
    method: place.method,
    target: place.target,
    host: place.host,
    status: place.status,
    error: place.error,
    bytesIn: place.bytesIn,
    bytesOut: place.bytesOut,
    queueMs: place.queueMs,
    totalMs: place.totalMs,
    attempts: place.attempts.slice(0, place.attemptCount).map(toAttempt),
    sticky: place.sticky,
    decision: place.decision,
    ...(place.traceId === "" ? undefined : { traceId: place.traceId }),
  };
}

function toAttempt({ startMs, backoffMs, ...attempt }: AttemptPlace): Attempt {
  return {
    ...attempt,
    ...(startMs === undefined ? undefined : { startMs }),
    ...(backoffMs === undefined ? undefined : { backoffMs }),
  };
}

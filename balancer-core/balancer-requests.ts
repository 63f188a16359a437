// The latest finished requests, kept as they came; turned into records only when somebody asks.
import type { RequestFilter } from "./balancer-types.ts";
import type { RequestRecord } from "./contract/records.ts";
import { createRing } from "./events/ring.ts";
import { isoTime } from "./ports.ts";
import type { FinishedRequest } from "./proxy/types.ts";

/** A few hundred bytes each, so about a megabyte. */
const requestCapacity = 2_000;

export interface RequestMemory {
  add(request: FinishedRequest): void;
  /** The latest that match, newest last. */
  find(filter: RequestFilter): RequestRecord[];
}

export function createRequestMemory(capacity: number = requestCapacity): RequestMemory {
  const requests = createRing<FinishedRequest>(capacity);
  return {
    add: (request) => requests.push(request),
    find({ limit, server, status }) {
      const found: RequestRecord[] = [];
      for (let index = requests.size - 1; index >= 0 && found.length < limit; index -= 1) {
        const request = requests.at(index);
        if (!request) continue;
        if (server !== undefined && !usedServer(request, server)) continue;
        if (status !== undefined && !hasStatus(request.status, status)) continue;
        found.push(toRecord(request));
      }
      return found.reverse();
    },
  };
}

/** `server` is an id or `pool/id`; a server that was only tried counts too. */
function usedServer({ poolId, server, attempts }: FinishedRequest, wanted: string): boolean {
  const slash = wanted.indexOf("/");
  if (slash >= 0 && poolId !== wanted.slice(0, slash)) return false;
  const id = wanted.slice(slash + 1);
  return server?.id === id || attempts.some((attempt) => attempt.server === id);
}

function hasStatus(status: number, wanted: string): boolean {
  return wanted.endsWith("xx")
    ? String(Math.floor(status / 100)) === wanted.slice(0, -2)
    : String(status) === wanted;
}

function toRecord(request: FinishedRequest): RequestRecord {
  const { startedAt, listenerId, poolId, server, ...rest } = request;
  return {
    ...rest,
    attempts: [...request.attempts],
    at: isoTime(startedAt),
    listener: listenerId,
    pool: poolId,
    server: server?.id ?? null,
  };
}

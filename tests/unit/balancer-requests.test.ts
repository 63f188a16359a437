// The memory of finished requests: copies, bounded, found by server and status.
import { describe, expect, it } from "vitest";
import { createRequestMemory } from "../../balancer-core/balancer-requests.ts";
import type { Server } from "../../balancer-core/pool/types.ts";
import { finishedRequest } from "../support/finished-request.ts";

const attemptOn = (server: string) => ({
  server,
  connectMs: null,
  waitMs: 1.5,
  totalMs: 2,
  outcome: "answered",
});
const ids = (records: { readonly id: string }[]) => records.map(({ id }) => id);

describe("the memory of requests", () => {
  it("keeps the latest, newest last, when older ones have gone", () => {
    const memory = createRequestMemory(3);
    for (const id of ["r1", "r2", "r3", "r4", "r5"]) memory.add(finishedRequest({ id }));
    expect(ids(memory.find({ limit: 10 }))).toEqual(["r3", "r4", "r5"]);
    expect(ids(memory.find({ limit: 2 }))).toEqual(["r4", "r5"]);
  });

  it("gives everything of a request, and nothing of the one whose place it took", () => {
    const memory = createRequestMemory(1);
    memory.add(
      finishedRequest({
        id: "old",
        target: "/old",
        error: "UPSTREAM_RESET",
        attempts: [attemptOn("s1"), { ...attemptOn("s2"), backoffMs: 25 }, attemptOn("s3")],
      }),
    );
    const taken = memory.find({ limit: 1 });
    expect(taken[0]?.attempts[1]).toEqual({ ...attemptOn("s2"), backoffMs: 25 });
    memory.add(
      finishedRequest({ server: { id: "s2" } as Server, attempts: [attemptOn("s2")], host: "b" }),
    );
    expect(memory.find({ limit: 1 })).toEqual([
      {
        id: "r1",
        at: "2026-01-01T00:00:01.005Z",
        listener: "web",
        pool: "app",
        server: "s2",
        client: "127.0.0.1",
        method: "GET",
        target: "/",
        host: "b",
        status: 200,
        error: null,
        bytesIn: 10,
        bytesOut: 20,
        queueMs: 0,
        totalMs: 12.3456,
        attempts: [attemptOn("s2")],
        sticky: "none",
        decision: null,
      },
    ]);
    // What was given out before is the taker's own.
    expect(taken[0]).toMatchObject({ id: "old", target: "/old", attempts: { length: 3 } });
  });

  it("finds by status, by class and by server, also one that was only tried", () => {
    const memory = createRequestMemory();
    memory.add(finishedRequest({ id: "r1", status: 502, attempts: [attemptOn("s1")] }));
    memory.add(finishedRequest({ id: "r2", status: 503, attempts: [] }));
    memory.add(finishedRequest({ id: "r3", attempts: [attemptOn("s1"), attemptOn("s2")] }));
    expect(ids(memory.find({ limit: 9, status: "502" }))).toEqual(["r1"]);
    expect(ids(memory.find({ limit: 9, status: "5xx" }))).toEqual(["r1", "r2"]);
    expect(ids(memory.find({ limit: 9, server: "s1" }))).toEqual(["r1", "r3"]);
    expect(ids(memory.find({ limit: 9, server: "app/s2" }))).toEqual(["r3"]);
    expect(ids(memory.find({ limit: 9, server: "other/s2" }))).toEqual([]);
  });
});

// How a pool asks what keeps clients on servers: before the algorithm, never for a server that may not be had, and in the queue.
import { describe, expect, it } from "vitest";
import type { Lease } from "../../../balancer-core/pool/types.ts";
import type {
  StickyRequest,
  StickySource,
} from "../../../balancer-core/stickiness/sticky-source.ts";
import { idle, settled, startPool } from "./pools.ts";

/** Clients named in the sticky key belong to the server that was learnt, or given here. */
function rememberAll(bindings: Record<string, string> = {}) {
  const learnt: string[] = [];
  const source = {
    part: { kind: "header", name: "x-user" },
    prepare: () => undefined,
    find: ({ stickyKey }: StickyRequest) =>
      stickyKey === undefined ? undefined : (bindings[stickyKey] ?? null),
    learn({ stickyKey }: StickyRequest, server: string, isHit: boolean) {
      learnt.push(`${stickyKey} ${server} ${isHit}`);
      return isHit ? null : `cookie-of-${server}`;
    },
  };
  // What else it has is not the choice's business.
  return { source: source as unknown as StickySource, learnt };
}

function startSticky(
  servers: Parameters<typeof startPool>[0]["servers"],
  bindings: Record<string, string>,
) {
  const { source, learnt } = rememberAll(bindings);
  const started = startPool(
    { servers, stickiness: { type: "header", name: "x-user" } },
    { stickySourceFor: () => source },
  );
  const { pool } = started;
  const visitAs = (stickyKey: string | undefined, tried: Lease["server"][] = []) =>
    pool.lease({ ...idle, stickyKey, tried });
  const takeAs = (...parts: Parameters<typeof visitAs>): Lease => {
    const lease = visitAs(...parts);
    if (typeof lease === "string") throw new Error(`no lease: ${lease}`);
    return lease;
  };
  const waitAs = (stickyKey: string | undefined) => {
    const heard: unknown[] = [];
    pool.enqueue({ ...idle, stickyKey }, (result) =>
      heard.push(typeof result === "string" ? result : result.server.id),
    );
    return heard;
  };
  return { ...started, learnt, visitAs, takeAs, waitAs };
}

describe("a pool that keeps clients on servers", () => {
  it("asks before it chooses, and says what came of it", () => {
    const { pool, learnt, takeAs } = startSticky([{ id: "a" }, { id: "b" }], { anna: "b" });
    expect(pool.parts.sticky).toEqual({ kind: "header", name: "x-user" });
    const hit = takeAs("anna");
    const miss = takeAs("berta");
    const none = takeAs(undefined);
    expect([hit, miss, none].map(({ server, sticky }) => `${server.id} ${sticky}`)).toEqual([
      "b hit",
      "a miss",
      "b none",
    ]);
    expect(hit.decision).toMatchObject({ chosen: "b", sticky: "hit" });
    expect(miss.decision).toMatchObject({ chosen: "a", sticky: "miss" });
    expect([hit.stickyCookie, miss.stickyCookie]).toEqual([null, "cookie-of-a"]);
    expect(learnt).toEqual(["anna b true", "berta a false", "undefined b false"]);
  });

  it("goes to a server of weight 0, to a backup that is not needed and to one that drains", () => {
    const { pool, clock, takeAs } = startPoolOfRests();
    expect(["zero", "back", "gone"].map((id) => takeAs(id).server.id)).toEqual([
      "zero",
      "back",
      "gone",
    ]);
    // Its deadline ends that.
    clock.advance(pool.config.drain.deadline);
    expect(takeAs("gone")).toMatchObject({ sticky: "miss", server: { id: "a" } });
  });

  it("never goes to one in maintenance, removed, ejected or already tried", () => {
    const { pool, takeAs, fail, apply } = startSticky(
      [{ id: "a" }, { id: "b" }, { id: "c" }, { id: "m", intent: "maintenance" }],
      { b: "b", c: "c", m: "m", x: "unknown" },
    );
    expect(takeAs("m").sticky).toBe("miss");
    expect(takeAs("x").sticky).toBe("miss");
    const [, b] = pool.servers;
    if (b) expect(takeAs("b", [b])).toMatchObject({ sticky: "miss" });
    fail("b", 5);
    expect(takeAs("b").sticky).toBe("miss");
    const held = takeAs("c");
    expect(held.sticky).toBe("hit");
    apply({ servers: [{ id: "a" }] });
    expect(takeAs("c")).toMatchObject({ sticky: "miss", server: { id: "a" } });
  });

  it("waits for the server it belongs to, past others that are free", async () => {
    const { visitAs, takeAs, waitAs } = startSticky([{ id: "a", maxConnections: 1 }, { id: "b" }], {
      anna: "a",
    });
    const held = takeAs("anna");
    expect(visitAs("anna")).toBe("full");
    const heard = waitAs("anna");
    await settled();
    expect(takeAs(undefined).server.id).toBe("b");
    expect(heard).toEqual([]);
    held.release("answered");
    expect(heard).toEqual(["a"]);
  });

  it("holds nobody up in the queue, and is held up by nobody who waits for another", async () => {
    const { takeAs, waitAs } = startSticky(
      [
        { id: "a", maxConnections: 1 },
        { id: "b", maxConnections: 1 },
        { id: "z", weight: 0, maxConnections: 1 },
      ],
      { anna: "a", zoe: "z" },
    );
    const [onA, onB, onZ] = [takeAs("anna"), takeAs(undefined), takeAs("zoe")];
    const heard = ["anna", undefined, "zoe"].map(waitAs);
    await settled();
    onZ.release("answered");
    expect(heard).toEqual([[], [], ["z"]]);
    onB.release("answered");
    expect(heard).toEqual([[], ["b"], ["z"]]);
    onA.release("answered");
    expect(heard).toEqual([["a"], ["b"], ["z"]]);
  });

  it("takes another server when the one it waits for is lost", async () => {
    const document = [{ id: "a", maxConnections: 1 }, { id: "b" }];
    const { apply, takeAs, waitAs } = startSticky(document, { anna: "a" });
    takeAs("anna");
    const heard = waitAs("anna");
    await settled();
    apply({ servers: [{ id: "a", intent: "maintenance" }, { id: "b" }] });
    expect(heard).toEqual(["b"]);
  });
});

function startPoolOfRests() {
  return startSticky(
    [
      { id: "a" },
      { id: "zero", weight: 0 },
      { id: "back", backup: true },
      { id: "gone", intent: "drain" },
    ],
    { zero: "zero", back: "back", gone: "gone" },
  );
}

// The table of sessions: a time that begins anew with each use, a bound, and a view in the order of use.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SessionTable } from "../../../balancer-core/stickiness/session-table.ts";
import { createFakeClock } from "../../support/fake-clock.ts";

function start(capacity?: number) {
  const clock = createFakeClock();
  return { clock, table: new SessionTable(clock, 60_000, capacity) };
}

const all = { offset: 0, limit: 100 };

describe("a session", () => {
  it("lasts its ttl from the last use, and looking is no use", () => {
    const { clock, table } = start();
    table.use("ann", "a");
    clock.advance(59_999);
    expect(table.find("ann")).toBe("a");
    table.use("ann", "a");
    clock.advance(59_999);
    expect(table.find("ann")).toBe("a");
    clock.advance(1);
    expect(table.find("ann")).toBeUndefined();
    expect(table.size).toBe(0);
    expect(clock.pendingTimers).toBe(0);
  });

  it("tells its age and its uses", () => {
    const { clock, table } = start();
    table.use("ann", "a");
    const began = clock.now();
    clock.advance(1_000);
    table.use("ann", "a");
    table.use("ann", "a");
    const session = { key: "ann", server: "a", createdMs: began, usedMs: began + 1_000, hits: 2 };
    expect(table.list(all)).toMatchObject([session]);
  });

  it("begins anew when its client is on another server", () => {
    const { clock, table } = start();
    table.use("ann", "a");
    clock.advance(1_000);
    table.use("ann", "b");
    expect(table.list(all)).toMatchObject([
      { key: "ann", server: "b", createdMs: clock.now(), usedMs: clock.now(), hits: 0 },
    ]);
    expect([table.countOf("a"), table.countOf("b")]).toEqual([0, 1]);
  });

  it("can be removed once", () => {
    const { table } = start();
    table.use("ann", "a");
    expect(table.remove("ann")).toBe(true);
    expect(table.remove("ann")).toBe(false);
    expect([table.find("ann"), table.countOf("a")]).toEqual([undefined, 0]);
  });

  it("has a key of bounded length, whatever the client sent", () => {
    const { table } = start();
    const long = "k".repeat(16_384);
    table.use(long, "a");
    expect(table.find(long)).toBe("a");
    expect(table.find(`${long}k`)).toBeUndefined();
    const [session] = table.list(all);
    expect(session?.key).toMatch(/^sha256:[\w-]{43}$/);
    expect(table.remove(session?.key ?? "")).toBe(true);
  });
});

describe("a full table", () => {
  it("gives the place of the session least lately used to a new one, and counts it", () => {
    const { table } = start(3);
    for (const key of ["1", "2", "3"]) table.use(key, "a");
    table.use("1", "a");
    table.use("4", "b");
    expect(table.list(all).map(({ key }) => key)).toEqual(["4", "1", "3"]);
    expect([table.size, table.evicted]).toEqual([3, 1]);
    expect([table.countOf("a"), table.countOf("b")]).toEqual([2, 1]);
  });

  it("does not count sessions whose time was over", () => {
    const { clock, table } = start(2);
    table.use("1", "a");
    table.use("2", "a");
    clock.advance(60_000);
    table.use("3", "a");
    expect([table.size, table.evicted]).toEqual([1, 0]);
  });

  it("is read page by page, the latest used first", () => {
    const { table } = start();
    for (let key = 0; key < 5; key++) table.use(String(key), "a");
    const keys = (offset: number) => table.list({ offset, limit: 2 }).map(({ key }) => key);
    expect([keys(0), keys(2), keys(4), keys(6)]).toEqual([["4", "3"], ["2", "1"], ["0"], []]);
  });
});

describe("a table under load", () => {
  // A model that keeps everything in the simplest way; any difference is a mistake of the list's links.
  it("does what the simplest table would do", () => {
    const step = fc.record({
      what: fc.constantFrom("use", "use", "use", "remove", "wait"),
      key: fc.constantFrom("1", "2", "3", "4", "5", "6"),
      server: fc.constantFrom("a", "b"),
      ms: fc.nat(40_000),
    });
    const property = fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const { clock, table } = start(4);
      let model: { key: string; server: string; usedMs: number }[] = [];
      for (const { what, key, server, ms } of steps) {
        if (what === "wait") clock.advance(ms);
        const now = clock.now();
        model = model.filter(({ usedMs }) => now - usedMs < 60_000);
        if (what === "remove") {
          expect(table.remove(key)).toBe(model.some((known) => known.key === key));
          model = model.filter((known) => known.key !== key);
        } else if (what === "use") {
          table.use(key, server);
          model = model.filter((known) => known.key !== key);
          if (model.length === 4) model.shift();
          model.push({ key, server, usedMs: now });
        }
        expect(table.list(all)).toMatchObject([...model].reverse());
        expect(table.size).toBe(model.length);
        const onA = model.filter((known) => known.server === "a").length;
        expect(table.countOf("a")).toBe(onA);
      }
    });
    void fc.assert(property, { numRuns: 60 });
  });
});

describe("another ttl", () => {
  it("counts for the sessions there are", () => {
    const { clock, table } = start();
    table.use("ann", "a");
    clock.advance(30_000);
    table.use("ben", "a");
    table.ttlMs = 20_000;
    expect(table.list(all).map(({ key }) => key)).toEqual(["ben"]);
  });
});

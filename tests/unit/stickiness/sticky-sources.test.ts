// Sources of stickiness as a pool asks them: found before a choice, learnt after it, counted once per attempt.
import { describe, expect, it } from "vitest";
import { poolSchema } from "../../../balancer-core/contract/config-pool.ts";
import { StickySources } from "../../../balancer-core/stickiness/sticky-sources.ts";
import { createFakeClock } from "../../support/fake-clock.ts";

const hourMs = 3_600_000;
const poolOf = (stickiness: object) => poolSchema.parse({ id: "app", servers: [], stickiness });

function start(stickiness: object, servers = ["a", "b"], clock = createFakeClock()) {
  const sources = new StickySources(clock, () => Buffer.alloc(32, 1));
  const source = sources.take(poolOf(stickiness));
  if (source === null) throw new Error("the pool is sticky");
  source.prepare(servers);
  const request = (stickyKey: string | undefined, clientAddress = "192.0.2.1") => ({
    clientAddress,
    stickyKey,
  });
  /** One request whose choice falls on `chosen` unless it belongs to a server. Gives server and cookie. */
  const visit = (key: string | undefined, chosen: string, address?: string) => {
    const found = source.find(request(key, address));
    const server = found ?? chosen;
    return { server, cookie: source.learn(request(key, address), server, found === server) };
  };
  return { clock, sources, source, request, visit };
}

describe("stickiness by cookie", () => {
  const cookie = { type: "cookie" };

  it("gives a newcomer a cookie and knows it again, also in another instance and after a restart", () => {
    const { visit, clock } = start(cookie);
    const first = visit(undefined, "b");
    expect(first.cookie).toMatch(/^[\w-]{40}$/);
    const other = start(cookie, ["c", "b"], clock);
    expect(other.visit(first.cookie ?? "", "c")).toEqual({ server: "b", cookie: null });
  });

  it("gives another one when half of its time is over, and none once all of it is", () => {
    const { clock, visit, source } = start(cookie);
    const first = visit(undefined, "a").cookie ?? "";
    clock.advance(hourMs / 2 - 1);
    expect(visit(first, "b")).toEqual({ server: "a", cookie: null });
    clock.advance(1);
    const second = visit(first, "b");
    expect(second.server).toBe("a");
    expect(second.cookie).not.toBeNull();
    clock.advance(hourMs / 2);
    expect(visit(first, "b").server).toBe("b");
    expect(visit(second.cookie ?? "", "b").server).toBe("a");
    expect(source.lookups).toMatchObject({ new: 1, hit: 3, expired: 1 });
  });

  it("takes one that was made up, or belongs to nobody any more, for none, and counts it", () => {
    const { visit, source } = start(cookie);
    const valid = visit(undefined, "a").cookie ?? "";
    const forged = `${valid.slice(0, -1)}${valid.endsWith("A") ? "B" : "A"}`;
    expect(visit(forged, "b").server).toBe("b");
    source.prepare(["b"]);
    expect(visit(valid, "b").server).toBe("b");
    expect(source.lookups).toEqual({ new: 1, invalid: 1, unavailable: 1, hit: 0, expired: 0 });
  });

  it("gives another cookie when the client's own server may not be had", () => {
    const { visit, source, request } = start(cookie);
    const own = visit(undefined, "a").cookie ?? "";
    expect(source.find(request(own))).toBe("a");
    const next = source.learn(request(own), "b", false) ?? "";
    expect(visit(next, "a").server).toBe("b");
    expect(source.lookups.unavailable).toBe(1);
  });

  it("replaces cookies that last longer than cookies do now", () => {
    const { visit, source } = start(cookie);
    const long = visit(undefined, "a").cookie ?? "";
    expect(source.adopt(poolOf({ type: "cookie", ttl: "1m" }).stickiness)).toBe(true);
    const next = visit(long, "b");
    expect([next.server, next.cookie === null]).toEqual(["a", false]);
  });
});

describe("stickiness by address", () => {
  it("keeps an address on its server, whatever is sent", () => {
    const { visit, source } = start({ type: "source-ip" });
    expect(source.part).toBeNull();
    expect(visit(undefined, "a")).toEqual({ server: "a", cookie: null });
    expect(visit("x", "b")).toEqual({ server: "a", cookie: null });
    expect(visit(undefined, "b", "192.0.2.2").server).toBe("b");
    expect(source.lookups).toMatchObject({ new: 2, hit: 1 });
  });

  it("moves the client when its server may not be had, and then keeps it there", () => {
    const { visit, source, request } = start({ type: "source-ip" });
    visit(undefined, "a");
    source.find(request(undefined));
    source.learn(request(undefined), "b", false);
    expect(visit(undefined, "a").server).toBe("b");
    expect(source.lookups).toMatchObject({ new: 1, unavailable: 1, hit: 1 });
    expect([source.mayHaveSessions?.("a"), source.mayHaveSessions?.("b")]).toEqual([false, true]);
  });
});

describe("stickiness by header", () => {
  it("keeps a value on its server, and leaves requests without one alone", () => {
    const { source, request, visit } = start({ type: "header", name: "X-Session" });
    expect(source.part).toEqual({ kind: "header", name: "x-session" });
    expect(source.find(request(undefined))).toBeUndefined();
    expect(source.learn(request(undefined), "a", false)).toBeNull();
    expect(visit("ann", "a").server).toBe("a");
    expect(visit("ann", "b", "192.0.2.2").server).toBe("a");
    expect(source.table?.size).toBe(1);
    expect(source.lookups).toMatchObject({ new: 1, hit: 1 });
  });
});

describe("another configuration", () => {
  it.each([
    [{ type: "cookie" }, { type: "cookie", ttl: "5m" }],
    [{ type: "source-ip" }, { type: "source-ip", ttl: "5m" }],
    [
      { type: "header", name: "x-a" },
      { type: "header", name: "X-A", ttl: "5m" },
    ],
  ])("goes on with what %j has learnt under %j", (before, after) => {
    const { source, sources } = start(before);
    expect(sources.take(poolOf(after))).toBe(source);
    expect(sources.get("app")).toBe(source);
  });

  it.each([
    [{ type: "cookie" }, { type: "cookie", name: "OTHER" }],
    [{ type: "cookie" }, { type: "source-ip" }],
    [{ type: "source-ip" }, { type: "header", name: "x-a" }],
    [
      { type: "header", name: "x-a" },
      { type: "header", name: "x-b" },
    ],
  ])("begins anew where %j becomes %j", (before, after) => {
    const { source, sources } = start(before);
    expect(sources.take(poolOf(after))).not.toBe(source);
  });

  it("ends with none", () => {
    const { sources } = start({ type: "source-ip" });
    expect(sources.take(poolOf({ type: "none" }))).toBeNull();
    expect(sources.get("app")).toBeUndefined();
  });

  it("is forgotten with its pool", () => {
    const { sources } = start({ type: "source-ip" });
    sources.keepOnly(["app"]);
    expect(sources.get("app")).toBeDefined();
    sources.keepOnly(["other"]);
    expect(sources.get("app")).toBeUndefined();
  });
});

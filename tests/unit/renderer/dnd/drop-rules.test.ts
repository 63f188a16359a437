// What may be dropped where: each refusal has a sentence that names what stands in the way.
import { describe, expect, it } from "vitest";
import type { PoolSnapshot, ServerSnapshot } from "../../../../balancer-core/contract/snapshot.ts";
import {
  type Dragged,
  judgeDrop,
  standsBefore,
  type Target,
} from "../../../../renderer/dnd/drop-rules.ts";

const server = (id: string, changes: Partial<ServerSnapshot> = {}): ServerSnapshot =>
  ({
    id,
    address: `127.0.0.1:${9_000 + id.length}`,
    intent: "ready",
    drain: null,
    ...changes,
  }) as ServerSnapshot;
const pools = [
  { id: "app", servers: [server("s1"), server("s2"), server("s3")] },
  { id: "echo", servers: [server("e1"), server("s2", { address: "127.0.0.1:3000" })] },
  { id: "empty", servers: [] },
] as unknown as PoolSnapshot[];

const s = (id: string): Dragged => ({ kind: "server", pool: "app", server: id });
const pool = (id: string): Target => ({ kind: "pool", pool: id });
const ahead = (id: string, at = "app"): Target => ({ kind: "place", pool: at, before: id });
const judge = (dragged: Dragged, target: Target, among = pools) =>
  judgeDrop(dragged, target, among);

describe("dropping a server", () => {
  it.each([
    [pool("echo"), "s1 goes to echo; what it has in app finishes first"],
    [pool("empty"), "s1 goes to empty; what it has in app finishes first"],
    [ahead("e1", "echo"), "s1 goes to echo, before e1"],
    [ahead("s2"), "s1 goes behind s2"],
    [ahead("s3"), "s1 goes behind s3"],
    [{ kind: "action", action: "Drain" } as const, "s1 takes nothing new and finishes what it has"],
    [{ kind: "action", action: "Maintenance" } as const, "s1 is taken out for maintenance"],
    [{ kind: "action", action: "Remove" } as const, "s1 is removed at once"],
  ])("on %j is allowed and says what it does", (target, words) => {
    expect(judge(s("s1"), target)).toEqual({ isAllowed: true, words });
  });

  it.each([
    [s("s1"), pool("app"), "s1 is in app already; drop it on a server to change the order"],
    [s("s2"), pool("echo"), "echo has a server s2 already"],
    [s("s1"), ahead("s1"), "s1 stands there already"],
    [s("s9"), pool("echo"), "there is no server s9 any more"],
    [s("s1"), pool("gone"), "there is no pool gone any more"],
  ])("%j on %j is refused with the reason", (dragged, target, words) => {
    expect(judge(dragged, target)).toEqual({ isAllowed: false, words });
  });

  it("is refused for what is so already, and for one that is on its way out", () => {
    const among = [
      {
        id: "app",
        servers: [
          server("s1", { intent: "drain" }),
          server("s2", { intent: "maintenance" }),
          server("s3", { drain: { thenRemove: true } as ServerSnapshot["drain"] }),
        ],
      },
      { id: "echo", servers: [] },
    ] as unknown as PoolSnapshot[];
    const words = (dragged: Dragged, target: Target) => judge(dragged, target, among).words;
    expect(words(s("s1"), { kind: "action", action: "Drain" })).toBe("s1 drains already");
    expect(words(s("s2"), { kind: "action", action: "Maintenance" })).toBe(
      "s2 is in maintenance already",
    );
    expect(words(s("s3"), pool("echo"))).toBe("s3 is on its way out");
  });
});

describe("dropping a server on another", () => {
  it.each([
    ["s3", ahead("s1"), "s1"],
    ["s3", ahead("s2"), "s2"],
    ["s1", ahead("s2"), "s3"],
    ["s1", ahead("s3"), undefined],
    ["s1", ahead("e1", "echo"), "e1"],
    ["s1", pool("echo"), undefined],
  ] as const)("puts %s, on %j, before %s", (id, target, before) => {
    const dragged = { kind: "server", pool: "app", server: id } as const;
    expect(standsBefore(dragged, target as Exclude<Target, { kind: "action" }>, pools)).toBe(
      before,
    );
  });

  it("says upwards that it goes before", () => {
    expect(judge(s("s3"), ahead("s1")).words).toBe("s3 goes before s1");
  });
});

describe("dropping something new", () => {
  it("is allowed on every pool and on its servers", () => {
    for (const target of [pool("app"), pool("empty"), ahead("s2")])
      for (const kind of ["simulated", "address"] as const)
        expect(judge({ kind }, target).isAllowed).toBe(true);
  });

  it("is refused on what is for servers only", () => {
    expect(judge({ kind: "simulated" }, { kind: "action", action: "Drain" })).toEqual({
      isAllowed: false,
      words: "only a server of a pool can be dropped here",
    });
  });

  it("is refused where a pool has the address already", () => {
    const port: Dragged = { kind: "port", address: "127.0.0.1:3000" };
    expect(judge(port, pool("echo")).words).toBe("echo has 127.0.0.1:3000 already, as s2");
    expect(judge(port, pool("app")).isAllowed).toBe(true);
  });
});

// Who may be chosen: weight, limit, backup and panic, and the word for everyone left out.
import { describe, expect, it } from "vitest";
import type { ServerState } from "../../../balancer-core/contract/snapshot.ts";
import { type Selectable, selectFrom } from "../../../balancer-core/pool/selection.ts";

interface Traits {
  readonly state?: ServerState;
  readonly weight?: number;
  readonly backup?: boolean;
  readonly isRemoved?: boolean;
}

const intents: Partial<Record<ServerState, "drain" | "maintenance">> = {
  draining: "drain",
  drained: "drain",
  maintenance: "maintenance",
};

function serversOf(traits: Readonly<Record<string, Traits>>): Selectable[] {
  return Object.entries(traits).map(
    ([id, { state = "up", weight = 1, backup = false, ...rest }]) => ({
      id,
      state,
      config: { weight, backup, intent: intents[state] ?? "ready" },
      isRemoved: rest.isRemoved ?? false,
    }),
  );
}

function select(traits: Readonly<Record<string, Traits>>, panicThreshold = 0) {
  const servers = serversOf(traits);
  const selection = selectFrom(servers, panicThreshold);
  const candidates = selection.candidates.map(({ id }) => id);
  const members = selection.members.map(({ id }) => id);
  const excluded = Object.fromEntries(
    selection.excluded.map(({ server, reason }) => [server, reason]),
  );
  return { ...selection, candidates, members, excluded };
}

describe("who may be chosen", () => {
  it("is everyone whose state allows it; the others are named by their state", () => {
    const states = ["up", "degraded", "unchecked", "recovering", "down", "ejected"] as const;
    const more = ["draining", "drained", "maintenance"] as const;
    const { candidates, usable, excluded } = select(
      Object.fromEntries([...states, ...more].map((state) => [state, { state }])),
    );
    expect(candidates).toEqual(["up", "degraded", "unchecked"]);
    expect(usable).toBe(3);
    expect(Object.entries(excluded).every(([id, reason]) => id === reason)).toBe(true);
    expect(Object.keys(excluded)).toHaveLength(6);
  });

  it("leaves out servers of weight 0 and those removed", () => {
    const { candidates, excluded } = select({
      a: {},
      b: { weight: 0 },
      d: { isRemoved: true, state: "draining" },
    });
    expect(candidates).toEqual(["a"]);
    expect(excluded).toEqual({ b: "weight 0", d: "removed" });
  });

  it("has as members also those that could be candidates in another state", () => {
    const primaries = {
      a: {},
      b: { state: "down" },
      c: { state: "maintenance" },
      d: { weight: 0 },
      e: { isRemoved: true },
    } as const;
    const { candidates, members } = select({ ...primaries, f: { backup: true } });
    expect([candidates, members]).toEqual([["a"], ["a", "b", "c"]]);
    const backups = { f: { backup: true }, g: { backup: true, state: "down" } } as const;
    expect(select({ a: { state: "down" }, ...backups }).members).toEqual(["f", "g"]);
  });

  it("keeps backups back while any other server could take something", () => {
    expect(select({ a: {}, b: { backup: true } })).toMatchObject({
      candidates: ["a"],
      excluded: { b: "backup not needed" },
    });
  });

  it.each<Traits>([{ state: "down" }, { weight: 0 }, { state: "draining" }])(
    "calls the backups when the only other server is %o",
    (traits) => {
      expect(select({ a: traits, b: { backup: true } }).candidates).toEqual(["b"]);
    },
  );

  it("ignores health in panic, but never intent or weight", () => {
    const traits: Record<string, Traits> = {
      a: {},
      b: { state: "down" },
      c: { state: "ejected" },
      d: { state: "maintenance" },
      e: { state: "down", weight: 0 },
    };
    expect(select(traits, 20)).toMatchObject({ isPanic: false, candidates: ["a"] });
    const panic = select(traits, 50);
    expect(panic).toMatchObject({ isPanic: true, candidates: ["a", "b", "c"], usable: 1 });
    expect(panic.excluded).toEqual({ d: "maintenance", e: "weight 0" });
  });

  it("prefers a usable backup to panic", () => {
    const traits = { a: { state: "down" }, b: { state: "down" }, c: { backup: true } } as const;
    expect(select(traits, 50)).toMatchObject({ isPanic: false, candidates: ["c"] });
  });

  it("is nobody in an empty pool", () => {
    expect(select({}, 50)).toMatchObject({ candidates: [], usable: 0, isPanic: false });
  });
});

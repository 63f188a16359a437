// Who may be chosen: weight, limit, backup and panic, and the word for everyone left out.
import { describe, expect, it } from "vitest";
import type { ServerState } from "../../../balancer-core/contract/snapshot.ts";
import {
  exclusionReason,
  type Selectable,
  selectFrom,
} from "../../../balancer-core/pool/selection.ts";

interface Named extends Selectable {
  readonly id: string;
}

interface Traits {
  readonly state?: ServerState;
  readonly weight?: number;
  readonly backup?: boolean;
  readonly isFull?: boolean;
  readonly isRemoved?: boolean;
}

const intents: Partial<Record<ServerState, "drain" | "maintenance">> = {
  draining: "drain",
  drained: "drain",
  maintenance: "maintenance",
};

function serversOf(traits: Readonly<Record<string, Traits>>): Named[] {
  return Object.entries(traits).map(
    ([id, { state = "up", weight = 1, backup = false, ...rest }]) => ({
      id,
      state,
      config: { weight, backup, intent: intents[state] ?? "ready" },
      isFull: rest.isFull ?? false,
      isRemoved: rest.isRemoved ?? false,
    }),
  );
}

function select(traits: Readonly<Record<string, Traits>>, panicThreshold = 0) {
  const servers = serversOf(traits);
  const selection = selectFrom(servers, panicThreshold);
  const candidates = selection.candidates.map(({ id }) => id);
  const excluded = Object.fromEntries(
    servers
      .filter(({ id }) => !candidates.includes(id))
      .map((server) => [server.id, exclusionReason(server, selection)]),
  );
  return { ...selection, candidates, excluded };
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

  it("leaves out servers of weight 0, those at their limit and those removed", () => {
    const { candidates, full, excluded } = select({
      a: {},
      b: { weight: 0 },
      c: { isFull: true },
      d: { isRemoved: true, state: "draining" },
    });
    expect(candidates).toEqual(["a"]);
    expect(full.map(({ id }) => id)).toEqual(["c"]);
    expect(excluded).toEqual({ b: "weight 0", c: "full", d: "removed" });
  });

  it("keeps backups back while any other server could take something, even if it is at its limit", () => {
    expect(select({ a: {}, b: { backup: true } })).toMatchObject({
      candidates: ["a"],
      excluded: { b: "backup not needed" },
    });
    const waiting = select({ a: { isFull: true }, b: { backup: true } });
    expect(waiting).toMatchObject({
      candidates: [],
      excluded: { a: "full", b: "backup not needed" },
    });
    expect(waiting.full).toHaveLength(1);
  });

  it.each<Traits>([{ state: "down" }, { weight: 0 }, { state: "draining" }])(
    "calls the backups when the only other server is %o",
    (traits) => {
      expect(select({ a: traits, b: { backup: true } }).candidates).toEqual(["b"]);
    },
  );

  it("ignores health in panic, but never intent, weight or limit", () => {
    const traits: Record<string, Traits> = {
      a: {},
      b: { state: "down" },
      c: { state: "ejected" },
      d: { state: "maintenance" },
      e: { state: "down", weight: 0 },
      f: { state: "down", isFull: true },
    };
    expect(select(traits, 20)).toMatchObject({ isPanic: false, candidates: ["a"] });
    const panic = select(traits, 50);
    expect(panic).toMatchObject({ isPanic: true, candidates: ["a", "b", "c"], usable: 1 });
    expect(panic.excluded).toEqual({ d: "maintenance", e: "weight 0", f: "full" });
  });

  it("prefers a usable backup to panic", () => {
    const traits = { a: { state: "down" }, b: { state: "down" }, c: { backup: true } } as const;
    expect(select(traits, 50)).toMatchObject({ isPanic: false, candidates: ["c"] });
  });

  it("is nobody in an empty pool", () => {
    expect(select({}, 50)).toMatchObject({ candidates: [], usable: 0, isPanic: false });
  });
});

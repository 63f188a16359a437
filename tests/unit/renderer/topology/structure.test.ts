// What there is to draw changes only when something is added, removed or joined differently.
import { describe, expect, it } from "vitest";
import {
  parseStructure,
  structureKey,
  structureOf,
} from "../../../../renderer/features/topology/structure.ts";
import { createFixtureWorld } from "../../../support/console-fixture/fixture-world.ts";

describe("the structure of the topology", () => {
  it("stays the same while only numbers move", () => {
    const world = createFixtureWorld();
    const [first, second] = [world.snapshot(), world.snapshot()];
    expect(second).not.toEqual(first);
    expect(structureKey(second)).toBe(structureKey(first));
  });

  it("changes when a server is removed", () => {
    const world = createFixtureWorld();
    const before = structureKey(world.snapshot());
    world.answer("server.remove", { pool: "app", server: "s1" });
    expect(structureKey(world.snapshot())).not.toBe(before);
  });

  it("survives its way through the key", () => {
    const snapshot = createFixtureWorld().snapshot();
    expect(parseStructure(structureKey(snapshot))).toEqual(structureOf(snapshot));
    expect(parseStructure(structureKey(null))).toEqual({ listeners: [], pools: [] });
  });

  it("orders pools as the listeners name them, the unreachable last", () => {
    const snapshot = createFixtureWorld().snapshot();
    const listeners = snapshot.listeners
      .filter(({ id }) => id === "web")
      .map((listener) => ({ ...listener, pools: ["echo"] }));
    const { pools } = structureOf({ ...snapshot, listeners });
    expect(pools.map(({ id }) => id)).toEqual(["echo", "app"]);
  });
});

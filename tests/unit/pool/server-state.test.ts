// The truth table of the derived state, row by row, and the sentence of each state.
import { describe, expect, it } from "vitest";
import {
  effectiveState,
  isUsable,
  type StateInputs,
  stateReason,
} from "../../../balancer-core/pool/server-state.ts";

const calm = { ejected: false, failures: 0, ejectedForMs: 0 };
const ejected = { ejected: true, failures: 5, ejectedForMs: 20_000 };
const levels = {
  unchecked: { level: "unchecked", count: 0, needed: 0 },
  up: { level: "up", count: 0, needed: 0 },
  degraded: { level: "degraded", count: 1, needed: 3 },
  down: { level: "down", count: 3, needed: 3 },
  recovering: { level: "recovering", count: 1, needed: 2 },
} as const;
const observations = Object.values(levels).flatMap((active) =>
  [calm, ejected].flatMap((passive) =>
    [0, 2].map((inFlight) => ({ active, passive, inFlight, keepsSessions: false })),
  ),
);
const everyLevel = Object.keys(levels) as (keyof typeof levels)[];

describe("the derived state", () => {
  it("is maintenance whatever is observed", () => {
    for (const observed of observations) {
      const inputs: StateInputs = { intent: "maintenance", removed: false, ...observed };
      expect(effectiveState(inputs)).toBe("maintenance");
    }
  });

  it("is draining while anything is in flight and then drained, whatever is observed", () => {
    for (const observed of observations) {
      const inputs: StateInputs = { intent: "drain", removed: false, ...observed };
      expect(effectiveState(inputs)).toBe(observed.inFlight > 0 ? "draining" : "drained");
    }
  });

  it("is draining while sessions may still come, though nothing is in flight", () => {
    for (const observed of observations) {
      const inputs: StateInputs = { intent: "drain", removed: false, ...observed };
      expect(effectiveState({ ...inputs, keepsSessions: true })).toBe("draining");
    }
  });

  it("is draining or drained for a removed server, whatever was wanted of it", () => {
    for (const intent of ["ready", "drain", "maintenance"] as const) {
      for (const observed of observations) {
        const inputs: StateInputs = { intent, removed: true, ...observed };
        expect(effectiveState(inputs)).toBe(observed.inFlight > 0 ? "draining" : "drained");
      }
    }
  });

  it.each([
    ["unchecked", "ejected"],
    ["up", "ejected"],
    ["degraded", "ejected"],
    ["down", "down"],
    ["recovering", "recovering"],
  ] as const)("is, when requests failed and checks say %s, %s", (level, expected) => {
    const inputs = {
      intent: "ready",
      removed: false,
      active: levels[level],
      inFlight: 0,
      keepsSessions: false,
    } as const;
    expect(effectiveState({ ...inputs, passive: ejected })).toBe(expected);
  });

  it.each(everyLevel)("is %s when checks say so and nothing outranks them", (level) => {
    for (const inFlight of [0, 2]) {
      const inputs = {
        intent: "ready",
        removed: false,
        active: levels[level],
        inFlight,
        keepsSessions: false,
      } as const;
      expect(effectiveState({ ...inputs, passive: calm })).toBe(level);
    }
  });

  it.each([
    ["up", true],
    ["degraded", true],
    ["unchecked", true],
    ["recovering", false],
    ["down", false],
    ["ejected", false],
    ["draining", false],
    ["drained", false],
    ["maintenance", false],
  ] as const)("%s lets a server take new traffic: %s", (state, expected) => {
    expect(isUsable(state)).toBe(expected);
  });
});

describe("the reason", () => {
  const ready: StateInputs = {
    intent: "ready",
    removed: false,
    active: levels.up,
    passive: calm,
    inFlight: 0,
    keepsSessions: false,
  };

  it.each<[Partial<StateInputs>, string]>([
    [{}, "last check passed: 200 OK"],
    [{ active: levels.degraded }, "1/3 checks failed: 200 OK"],
    [{ active: levels.down }, "3/3 checks failed: 200 OK"],
    [{ active: levels.recovering }, "1/2 checks passed: 200 OK"],
    [{ active: levels.unchecked }, "no check has ended yet"],
    [{ passive: ejected }, "5 failures in a row, ejected for 20s"],
    [{ intent: "maintenance" }, "maintenance set by the operator"],
    [{ intent: "maintenance", inFlight: 1 }, "maintenance set by the operator, 1 request left"],
    [{ intent: "drain", inFlight: 2 }, "drain set by the operator, 2 requests left"],
    [{ intent: "drain" }, "drain set by the operator"],
    [
      { intent: "drain", keepsSessions: true },
      "drain set by the operator, its sessions may still come",
    ],
    [{ removed: true, inFlight: 2 }, "removed from the configuration, 2 requests left"],
  ])("for %o is a sentence with counts", (change, sentence) => {
    expect(stateReason({ ...ready, ...change }, "200 OK", true)).toBe(sentence);
  });

  it("says that checks are off, and nothing about a last check there never was", () => {
    const unchecked = { ...ready, active: levels.unchecked };
    expect(stateReason(unchecked, undefined, false)).toBe("health checks are off");
    expect(stateReason({ ...ready, active: levels.down }, undefined, true)).toBe(
      "3/3 checks failed",
    );
  });
});

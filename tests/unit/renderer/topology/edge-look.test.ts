// Edges say what flows: widths grow with the rate, patterns follow the state, and what cannot be known is not drawn.
import { describe, expect, it } from "vitest";
import type { Snapshot } from "../../../../balancer-core/contract/snapshot.ts";
import { edgeLook, ribbonWidth } from "../../../../renderer/features/topology/edge-look.ts";
import { createFixtureWorld } from "../../../support/console-fixture/fixture-world.ts";

const snapshot: Snapshot = createFixtureWorld().snapshot();
const [web] = snapshot.listeners;
const [app] = snapshot.pools;
if (!web || !app) throw new Error("the fixture has a listener and a pool");

describe("the look of an edge", () => {
  it("grows with the rate, nothing for nothing, and never past its widest", () => {
    const widths = [0, 1, 10, 100, 1_000, 10_000, 10_000_000].map(ribbonWidth);
    expect(widths[0]).toBe(0);
    expect([...widths].sort((a, b) => a - b)).toEqual(widths);
    expect(widths.at(-1)).toBe(14);
  });

  it("is closed toward a server that is down and drains, open toward one that is up", () => {
    const patternOf = (server: string) =>
      edgeLook(snapshot, { kind: "server", pool: "app", server }).pattern;
    expect(patternOf("s1")).toBe("flowing");
    expect(patternOf("s3")).toBe("closed");
    expect(patternOf("s4")).toBe("closed");
  });

  it("carries a server's own rate and failures", () => {
    const server = app.servers.find(({ id }) => id === "s2");
    expect(edgeLook(snapshot, { kind: "server", pool: "app", server: "s2" })).toEqual({
      rate: server?.requestRate,
      errorRate: server?.errorRate,
      pattern: "flowing",
    });
  });

  it("gives a route the listener's rate where it has one pool", () => {
    const { rate } = edgeLook(snapshot, { kind: "route", listener: "web", pool: "app" });
    expect(rate).toBe(web.requestRate);
  });

  it("gives a route the pool's rate where several pools hang on one listener", () => {
    const routed: Snapshot = { ...snapshot, listeners: [{ ...web, pools: ["app", "echo"] }] };
    const total = app.servers.reduce((sum, { requestRate }) => sum + requestRate, 0);
    expect(edgeLook(routed, { kind: "route", listener: "web", pool: "app" }).rate).toBe(total);
  });

  it("invents nothing where listeners and pools cross", () => {
    const crossed: Snapshot = {
      ...snapshot,
      listeners: [
        { ...web, pools: ["app", "echo"] },
        { ...web, id: "other", pools: ["app", "echo"] },
      ],
    };
    expect(edgeLook(crossed, { kind: "route", listener: "web", pool: "app" }).rate).toBeNull();
  });

  it("is closed from a listener that does not listen and toward what is gone", () => {
    const failed: Snapshot = { ...snapshot, listeners: [{ ...web, state: "failed" }] };
    expect(edgeLook(failed, { kind: "client", listener: "web" }).pattern).toBe("closed");
    expect(edgeLook(snapshot, { kind: "server", pool: "app", server: "x" }).pattern).toBe("closed");
  });
});

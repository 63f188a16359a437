// What a change would do to what runs: every effect once, with what is in flight now.
import { describe, expect, it } from "vitest";
import { changeImpact } from "../../../balancer-core/config/change-impact.ts";
import type { Snapshot } from "../../../balancer-core/contract/snapshot.ts";
import { testConfig } from "../../support/balancer.ts";

const listener = (id: string, port: number) => ({ id, bind: `127.0.0.1:${port}`, pool: "app" });
const server = (id: string, more: object = {}) => ({ id, address: "127.0.0.1:1", ...more });
const shape = (more: object) => testConfig({ version: 1, ...more });

/** Every server has 3 requests on 4 connections, every listener 7 connections. */
const live = {
  listeners: ["web", "two"].map((id) => ({ id, address: `${id}:80`, activeConnections: 7 })),
  pools: [
    {
      id: "app",
      servers: ["s1", "s2", "s3"].map((id) => ({ id, activeRequests: 3, activeConnections: 4 })),
    },
  ],
} as unknown as Snapshot;

const app = (...servers: object[]) => ({ id: "app", servers });
const now = { activeRequests: 3, activeConnections: 4 };
const none = { activeRequests: 0, activeConnections: 0 };

describe("the impact of a change", () => {
  it("is nothing when nothing differs", () => {
    const config = shape({ pools: [app(server("s1"))] });
    expect(changeImpact(config, config, live)).toEqual({
      servers: [],
      listeners: [],
      hashKeys: [],
      restart: [],
    });
  });

  it("names each server with what becomes of it and what is on it", () => {
    const before = shape({
      pools: [app(server("s1"), server("s2"), server("s3", { intent: "maintenance" }))],
    });
    const after = shape({
      pools: [
        app(
          server("s1", { intent: "drain", address: "127.0.0.1:2" }),
          server("s3", { weight: 9 }),
          server("s4"),
        ),
        { id: "new", servers: [server("n1")] },
      ],
    });
    expect(changeImpact(before, after, live).servers).toEqual([
      { pool: "app", server: "s2", effect: "removed", ...now },
      { pool: "app", server: "s1", effect: "draining", ...now },
      { pool: "app", server: "s1", effect: "moved", ...now },
      { pool: "app", server: "s3", effect: "ready", ...now },
      { pool: "app", server: "s4", effect: "added", ...none },
      { pool: "new", server: "n1", effect: "added", ...none },
    ]);
    const gone = changeImpact(before, shape({}), live).servers;
    expect(gone.map(({ server, effect }) => `${server} ${effect}`)).toEqual([
      "s1 removed",
      "s2 removed",
      "s3 removed",
    ]);
  });

  it("names listeners that open, move and close, and how many connections they have", () => {
    const pools = [app()];
    const before = shape({ pools, listeners: [listener("web", 80), listener("two", 81)] });
    const after = shape({ pools, listeners: [listener("web", 82), listener("three", 83)] });
    expect(changeImpact(before, after, live).listeners).toEqual([
      { listener: "two", effect: "closed", from: "two:80", to: null, activeConnections: 7 },
      {
        listener: "web",
        effect: "rebound",
        from: "web:80",
        to: "127.0.0.1:82",
        activeConnections: 7,
      },
      { listener: "three", effect: "opened", from: null, to: "127.0.0.1:83", activeConnections: 0 },
    ]);
  });

  it("names what waits for the next start", () => {
    const after = shape({ console: { bind: "127.0.0.1:1" }, metrics: { path: "/m" } });
    expect(changeImpact(shape({}), after, live).restart).toEqual(["console.bind", "metrics.path"]);
  });
});

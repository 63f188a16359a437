// The schema accepts the shortest useful file, fills in the contract's defaults and gives a document back unchanged in meaning.
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { configSchema, expandShorthand } from "../../../balancer-core/contract/config-schema.ts";
import { durationTextSchema } from "../../../balancer-core/contract/units.ts";

const shortest = {
  version: 1,
  listeners: [{ id: "web", bind: "127.0.0.1:8080", pool: "app" }],
  pools: [{ id: "app", servers: ["127.0.0.1:3001", "127.0.0.1:3002"] }],
};

describe("the configuration schema", () => {
  it("fills in the contract's defaults for the shortest useful file", () => {
    const config = configSchema.parse(expandShorthand(shortest));
    expect(config.pools[0]).toMatchObject({
      algorithm: { type: "round-robin" },
      health: {
        type: "tcp",
        interval: 5_000,
        timeout: 2_000,
        fall: 3,
        rise: 2,
        fastInterval: 1_000,
        jitter: 0.1,
      },
      passive: {
        consecutiveFailures: 5,
        ejectFor: 10_000,
        maxEjectFor: 60_000,
        maxEjectedPercent: 50,
      },
      retries: {
        attempts: 1,
        on: ["connect-failure", "reset-before-response"],
        budgetPercent: 20,
        bufferBytes: 65_536,
      },
      timeouts: { connect: 3_000, response: 30_000, idle: 60_000, queue: 5_000 },
      drain: { deadline: 300_000 },
      upstream: { tls: false, keepAlive: true, maxIdlePerServer: 64 },
      servers: [
        {
          id: "s1",
          address: "127.0.0.1:3001",
          weight: 1,
          maxConnections: 0,
          intent: "ready",
          backup: false,
        },
        { id: "s2", address: "127.0.0.1:3002" },
      ],
    });
    expect(config.listeners[0]?.limits).toEqual({
      headerBytes: 16_384,
      headers: 100,
      headerTimeout: 10_000,
      idleTimeout: 60_000,
      connections: 10_000,
      bodyBytes: 0,
      requestsPerSecondPerIp: 0,
    });
  });

  it("gives the document form back, so that what was read can be sent again", () => {
    const config = configSchema.parse(expandShorthand(shortest));
    const document = z.encode(configSchema, config);
    expect(document.pools?.[0]?.timeouts?.response).toBe("30s");
    expect(configSchema.parse(document)).toEqual(config);
  });

  it("accepts an algorithm's alias and refuses an unknown key", () => {
    const pools = [{ id: "app", algorithm: { type: "weighted-round-robin" }, servers: [] }];
    const config = configSchema.parse(expandShorthand({ version: 1, pools }));
    expect(config.pools[0]?.algorithm).toEqual({ type: "round-robin" });
    expect(configSchema.safeParse({ version: 1, pool: [] }).success).toBe(false);
  });

  it.each([
    [{ health: { type: "http", interval: "0ms" } }, "expected at least 10ms"],
    [{ health: { type: "tcp", fastInterval: "1ms" } }, "expected at least 10ms"],
    [{ health: { type: "tcp", timeout: "0s" } }, "expected at least 1ms"],
    [{ timeouts: { connect: "0s" } }, "expected at least 1ms"],
    [{ timeouts: { response: "0.1ms" } }, "expected at least 1ms"],
    [{ stickiness: { type: "source-ip", ttl: "10ms" } }, "expected at least 1s"],
    [{ drain: { deadline: "597h" } }, "expected at most 596h"],
  ])("refuses %j, which would check without pause, refuse everybody or never end", (pool, says) => {
    const parsed = configSchema.safeParse({ version: 1, pools: [{ id: "app", ...pool }] });
    expect(parsed.error?.issues.map(({ message }) => message)).toEqual([says]);
  });

  it("describes itself as JSON Schema for editors and OpenAPI", () => {
    const schema = z.toJSONSchema(configSchema, { io: "input" });
    expect(schema).toHaveProperty(
      "properties.pools.items.properties.timeouts.properties.connect.type",
      "string",
    );
  });
});

describe("a duration in a call", () => {
  it.each([
    ["30s", true],
    ["0ms", true],
    ["596h", true],
    ["597h", false],
    [`${"9".repeat(400)}h`, false],
    ["-1s", false],
    ["30", false],
  ])("%s: accepted is %s", (text, isAccepted) => {
    expect(durationTextSchema().safeParse(text).success).toBe(isAccepted);
  });
});

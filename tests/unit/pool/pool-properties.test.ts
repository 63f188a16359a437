// What holds for a pool whatever happens in whatever order: nobody unfit is leased, counts never go wrong, everything ends.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { algorithmNames } from "../../../balancer-core/contract/config-pool.ts";
import type { Lease } from "../../../balancer-core/pool/types.ts";
import { idle, settled, startPool } from "./pools.ts";

const ids = ["a", "b", "c", "d"];

const serverArbitrary = fc.record({
  weight: fc.integer({ min: 0, max: 3 }),
  maxConnections: fc.integer({ min: 0, max: 2 }),
  intent: fc.constantFrom("ready", "ready", "ready", "drain", "maintenance"),
  backup: fc.boolean(),
});

const stepArbitrary = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ kind: "lease" } as const) },
  { weight: 3, arbitrary: fc.constant({ kind: "retry" } as const) },
  { weight: 2, arbitrary: fc.constant({ kind: "wait" } as const) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("release" as const),
      which: fc.nat(),
      result: fc.constantFrom("answered" as const, "failed" as const, undefined),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("check" as const),
      id: fc.constantFrom(...ids),
      ok: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("apply" as const),
      servers: fc.array(serverArbitrary, { minLength: 4, maxLength: 4 }),
      present: fc.integer({ min: 0, max: 15 }),
      removed: fc.constantFrom("drain" as const, "cut" as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("pass" as const), ms: fc.nat({ max: 400_000 }) }),
  },
);

type Step = typeof stepArbitrary extends fc.Arbitrary<infer T> ? T : never;

/** A small table, so that it can be made a thousand times. */
const options: Readonly<Record<string, object>> = { maglev: { tableSize: 251 } };

const rules = {
  health: { type: "http", fall: 2 },
  passive: { consecutiveFailures: 2 },
} as const;

function run(algorithm: string, steps: readonly Step[]) {
  const started = startPool({
    ...rules,
    algorithm: { type: algorithm, ...options[algorithm] },
    servers: ids.map((id) => ({ id })),
  });
  const { pool, clock, check, apply } = started;
  const open: Lease[] = [];
  pool.start();

  const accept = (lease: Lease) => {
    const { server } = lease;
    expect(["up", "degraded", "unchecked"]).toContain(server.state);
    expect(server.intent).toBe("ready");
    expect(server.config.weight).toBeGreaterThan(0);
    const { maxConnections } = server.config;
    if (maxConnections > 0) expect(server.activeRequests).toBeLessThanOrEqual(maxConnections);
    if (server.config.backup) {
      const better = pool.servers.filter(
        ({ config, state }) =>
          !config.backup && config.weight > 0 && ["up", "degraded", "unchecked"].includes(state),
      );
      expect(better).toEqual([]);
    }
    open.push(lease);
  };

  for (const step of steps) {
    switch (step.kind) {
      case "lease":
      case "retry": {
        const tried = step.kind === "retry" ? pool.servers.slice(0, 2) : [];
        const lease = pool.lease({ ...idle, tried });
        if (typeof lease !== "string") accept(lease);
        else if (tried.length === 0) expect(lease === "full").toBe(hasOneAtItsLimit(pool.servers));
        break;
      }
      case "wait":
        pool.enqueue(idle, (result) => {
          if (typeof result !== "string") accept(result);
        });
        break;
      case "release":
        open[step.which % open.length]?.release(step.result);
        break;
      case "check":
        check(step.id, step.ok);
        break;
      case "apply":
        apply(
          {
            ...rules,
            algorithm: { type: algorithm, ...options[algorithm] },
            servers: ids
              .map((id, index) => ({
                id,
                address: `127.0.0.1:${9_001 + index}`,
                ...step.servers[index],
              }))
              .filter((_, index) => (step.present >> index) & 1),
          },
          step.removed,
        );
        break;
      case "pass":
        clock.advance(step.ms);
        break;
    }
    for (const server of pool.servers) expect(server.activeRequests).toBeGreaterThanOrEqual(0);
  }
  return { ...started, open };
}

function hasOneAtItsLimit(servers: readonly Lease["server"][]): boolean {
  return servers.some(
    ({ config, state, activeRequests }) =>
      config.maxConnections > 0 &&
      config.weight > 0 &&
      activeRequests >= config.maxConnections &&
      ["up", "degraded", "unchecked"].includes(state),
  );
}

describe.each(algorithmNames)("a pool by %s", (algorithm) => {
  it("never leases an unfit server, and ends with nothing in flight, nobody waiting and no timer", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(stepArbitrary, { maxLength: 60 }), async (steps) => {
        const { pool, clock, open } = run(algorithm, steps);
        await settled();
        const servers = new Set([...pool.servers, ...open.map(({ server }) => server)]);
        pool.stop();
        // Also those the queue hands out meanwhile; twice, because releasing is idempotent.
        for (const lease of open) lease.release("answered");
        for (const lease of open) lease.release("failed");
        for (const server of servers) expect(server.activeRequests).toBe(0);
        expect(pool.queued).toBe(0);
        await settled();
        expect(clock.pendingTimers).toBe(0);
      }),
      { numRuns: 60 },
    );
  });
});

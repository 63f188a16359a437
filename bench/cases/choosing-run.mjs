// The process behind choosing.mjs: a pool for each algorithm and size, without checks and with the system's clock. Half of the uses
// stay open while others come and go, as under traffic. Sends one figure at a time.
// @ts-check

import { parseConfig } from "../../balancer-core/config/parse.ts";
import { algorithmSchema } from "../../balancer-core/contract/config-pool.ts";
import { createPool } from "../../balancer-core/pool/pool.ts";
import { systemPorts } from "../../balancer-core/ports.ts";

const sizes = [10, 1_000, 10_000];
const runs = 30;
const runMs = 12;
const openLeases = 32;
const clients = Array.from({ length: 256 }, (_, index) => `10.0.${index >> 4}.${index}`);
const silent = { answered() {}, failed() {}, retried() {} };

/** Every name the configuration knows, aliases aside. */
const names = algorithmSchema.options.map((option) => option.shape.type.value);

for (const algorithm of names) {
  for (const servers of sizes) {
    const nanoseconds = measure(poolOf(algorithm, servers));
    process.send?.({ algorithm, servers, nanoseconds });
  }
}
process.disconnect?.();

function poolOf(/** @type {string} */ type, /** @type {number} */ count) {
  const servers = Array.from({ length: count }, (_, index) => ({
    id: `s${index}`,
    address: `127.0.0.1:${1_024 + index}`,
    weight: 1 + (index % 3),
  }));
  const text = {
    version: 1,
    pools: [{ id: "app", health: { type: "none" }, algorithm: { type }, servers }],
  };
  const parsed = parseConfig(JSON.stringify(text));
  if (!parsed.ok) throw new Error(`${type}: ${JSON.stringify(parsed.problems[0])}`);
  const [config] = parsed.config.pools;
  if (!config) throw new Error("the pool is missing");
  const pool = createPool(config, {
    ports: systemPorts,
    recorderFor: () => silent,
    onStateChange: () => undefined,
  });
  pool.start();
  return pool;
}

/** Nanoseconds of a lease with its release: the best of many runs, since what disturbs only ever adds. */
function measure(/** @type {ReturnType<typeof poolOf>} */ pool) {
  const contexts = clients.map((clientAddress) => ({
    clientAddress,
    tried: [],
    hashKey: clientAddress,
    stickyKey: undefined,
  }));
  /** @type {import("../../balancer-core/pool/types.ts").Lease[]} */
  const open = [];
  let turn = 0;
  const once = () => {
    const context = contexts[turn & 255];
    const lease = context && pool.lease(context);
    if (!lease || typeof lease === "string") throw new Error(`no lease: ${lease}`);
    const place = turn % openLeases;
    open[place]?.release("answered");
    open[place] = lease;
    turn += 1;
  };
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    let done = 0;
    const startedAt = performance.now();
    let took = 0;
    do {
      for (let index = 0; index < 64; index++) once();
      done += 64;
      took = performance.now() - startedAt;
    } while (took < runMs);
    best = Math.min(best, (took / done) * 1e6);
  }
  for (const lease of open) lease.release("answered");
  pool.stop();
  return best;
}

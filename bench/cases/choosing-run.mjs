// The process behind choosing.mjs, for each algorithm and size: the choice with all that a request makes its algorithm do, and the
// lease and release of a whole pool around it, without checks. Uses stay open while others come and go, as under traffic.
// @ts-check

import { createAlgorithm } from "../../balancer-core/algorithms/registry.ts";
import { parseConfig } from "../../balancer-core/config/parse.ts";
import { algorithmSchema } from "../../balancer-core/contract/config-pool.ts";
import { createPool } from "../../balancer-core/pool/pool.ts";
import { systemPorts } from "../../balancer-core/ports.ts";

const sizes = [10, 1_000, 10_000];
const runs = 30;
const runMs = 12;
const openLeases = 32;
const clients = Array.from({ length: 256 }, (_, index) => `10.0.${index >> 4}.${index}`);
const silent = { answered() {}, failed() {}, retried() {}, tried() {}, left() {} };

/** Every name the configuration knows, aliases aside. */
const names = algorithmSchema.options.map((option) => option.shape.type.value);

for (const algorithm of names) {
  for (const servers of sizes) {
    const pool = poolOf(algorithm, servers);
    const choice = best(choosing(pool.config));
    const lease = best(leasing(pool));
    pool.stop();
    process.send?.({ algorithm, servers, nanoseconds: choice, leaseNanoseconds: lease });
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

/** One choice, told what the pool tells it: a request began on the server, another ended. */
function choosing(/** @type {ReturnType<typeof poolOf>["config"]} */ config) {
  const { random, clock } = systemPorts;
  const algorithm = createAlgorithm(config.algorithm, { random, now: () => clock.now() });
  const candidates = config.servers.map(({ id, weight }, ordinal) => ({
    id,
    ordinal,
    weight,
    effectiveWeight: weight,
    activeRequests: 0,
  }));
  algorithm.prepare(candidates, candidates);
  /** @type {typeof candidates} */
  const open = [];
  /** @type {never[]} */
  const nobody = [];
  let turn = 0;
  return () => {
    const place = turn % openLeases;
    const chosen = algorithm.choose(nobody, clients[turn & 255] ?? "");
    if (!chosen) throw new Error("nobody was chosen");
    const server = candidates[chosen.ordinal];
    const ended = open[place];
    if (server) {
      server.activeRequests += 1;
      algorithm.loadChanged?.(server);
      open[place] = server;
    }
    if (ended) {
      ended.activeRequests -= 1;
      algorithm.loadChanged?.(ended);
      algorithm.ended?.(ended, 5, false);
    }
    turn += 1;
  };
}

/** One lease and one release of a pool. */
function leasing(/** @type {ReturnType<typeof poolOf>} */ pool) {
  const contexts = clients.map((clientAddress) => ({
    clientAddress,
    tried: [],
    hashKey: clientAddress,
    stickyKey: undefined,
  }));
  /** @type {import("../../balancer-core/pool/types.ts").Lease[]} */
  const open = [];
  let turn = 0;
  return () => {
    const context = contexts[turn & 255];
    const lease = context && pool.lease(context);
    if (!lease || typeof lease === "string") throw new Error(`no lease: ${lease}`);
    const place = turn % openLeases;
    open[place]?.release("answered");
    open[place] = lease;
    turn += 1;
  };
}

/** Nanoseconds of one `work`: the best of many runs, since what disturbs only ever adds. */
function best(/** @type {() => void} */ work) {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    let done = 0;
    const startedAt = performance.now();
    let took = 0;
    do {
      for (let index = 0; index < 64; index++) work();
      done += 64;
      took = performance.now() - startedAt;
    } while (took < runMs);
    least = Math.min(least, (took / done) * 1e6);
  }
  return least;
}

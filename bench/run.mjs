// `npm run bench`: this product beside its peers, in one run on one machine. Everything it starts it ends, whatever happens.
// @ts-check
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { startBackend } from "./backend/backend.mjs";
import { relayCost } from "./cases/relay-cost.mjs";
import { chooseLoad } from "./load/load.mjs";
import { readOptions, usage } from "./options.mjs";
import { caddy } from "./peers/caddy.mjs";
import { evenkeel } from "./peers/evenkeel.mjs";
import { haproxy } from "./peers/haproxy.mjs";
import { nginx } from "./peers/nginx.mjs";
import { httpProxy, httpProxy3, nodePipe } from "./peers/node-proxies.mjs";
import { relayCostReport } from "./report/relay-cost-report.mjs";
import { pinning, stopAll } from "./system/processes.mjs";

const proxyCore = 0;
const loadCore = 1;
const longestRunMs = 15 * 60_000;
const everyPeer = [nginx, haproxy, evenkeel, nodePipe, caddy, httpProxy, httpProxy3];

const say = (/** @type {string} */ line) => void process.stderr.write(`${line}\n`);

async function main() {
  if (process.platform !== "linux") throw new Error("the bench reads /proc, so it needs Linux");
  if (availableParallelism() < 2)
    throw new Error("the bench needs two cores: one for the proxy, one for load and servers");
  const options = readOptions(process.argv.slice(2));
  const peers = everyPeer.filter(({ name }) => options.only?.includes(name) ?? true);
  const folder = mkdtempSync(join(tmpdir(), "evenkeel-bench-"));
  const clean = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", clean);

  const backend = await startBackend(loadCore);
  const load = chooseLoad(loadCore);
  const { rounds, seconds } = options;
  say(`${cpus()[0]?.model}, Node ${process.versions.node}, load by ${load.name}; ${pinning}`);
  const results = await relayCost({
    ...{ peers, backend, load, folder, rounds, seconds, say },
    core: proxyCore,
  });

  process.stdout.write(
    `\nRelay cost: small GET, keep-alive, 64 connections, 3 servers; medians of ${rounds} × ${seconds} s\n\n${relayCostReport(results)}\n`,
  );
  if (options.json) writeFileSync(options.json, `${JSON.stringify(results, null, 2)}\n`);
  if (results.some(({ problem }) => problem !== null)) process.exitCode = 1;
}

async function abandon(/** @type {string} */ why) {
  say(why);
  await stopAll();
  process.exit(1);
}

for (const signal of ["SIGINT", "SIGTERM"])
  process.once(signal, () => void abandon(`${signal}: ending every process of the bench`));
setTimeout(() => void abandon("the bench takes too long"), longestRunMs).unref();

main()
  .catch((error) => {
    say(error.code?.startsWith?.("ERR_PARSE_ARGS") ? `${error.message}\n${usage}` : error.message);
    process.exitCode = 1;
  })
  .finally(stopAll);

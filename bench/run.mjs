// `npm run bench`: this product beside its peers, in one run on one machine. Everything it starts it ends, whatever happens.
// @ts-check
/** @import { BenchCase, CaseReport } from "./types.ts" */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { choosing } from "./cases/choosing.mjs";
import { consoleAttached } from "./cases/console-attached.mjs";
import { fixedRate } from "./cases/fixed-rate.mjs";
import { healthCost } from "./cases/health-cost.mjs";
import { idleConnections } from "./cases/idle-connections.mjs";
import { largeBodies } from "./cases/large-bodies.mjs";
import { relayCost } from "./cases/relay-cost.mjs";
import { startTime } from "./cases/start-time.mjs";
import { tcpRelay } from "./cases/tcp-relay.mjs";
import { readOptions, usage } from "./options.mjs";
import { goalTable } from "./report/goal-table.mjs";
import { pinning, stopAll } from "./system/processes.mjs";

const proxyCore = 0;
const loadCore = 1;
const longestRunMs = 30 * 60_000;

/** @type {readonly BenchCase[]} */
const everyCase = [
  relayCost,
  fixedRate,
  largeBodies,
  tcpRelay,
  idleConnections,
  healthCost,
  choosing,
  consoleAttached,
  startTime,
];

const say = (/** @type {string} */ line) => void process.stderr.write(`${line}\n`);

async function main() {
  if (process.platform !== "linux") throw new Error("the bench reads /proc, so it needs Linux");
  if (availableParallelism() < 2)
    throw new Error("the bench needs two cores: one for the proxy, one for load and servers");
  const names = everyCase.map(({ name }) => name);
  const { only, peers, rounds, seconds, json } = readOptions(process.argv.slice(2), names);
  const folder = mkdtempSync(join(tmpdir(), "evenkeel-bench-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  say(`${cpus()[0]?.model}, Node ${process.versions.node}; ${pinning}`);

  /** @type {Record<string, CaseReport>} */
  const reports = {};
  for (const { name, run } of everyCase) {
    if (only?.includes(name) === false) continue;
    say(`\n== ${name}`);
    const own = join(folder, name);
    mkdirSync(own);
    const wants = (/** @type {string} */ peer) => peers?.includes(peer) ?? true;
    const context = { folder: own, proxyCore, loadCore, rounds, seconds, wants, say };
    const report = await run(context).catch(failedReport(name));
    await stopAll();
    reports[name] = report;
    const problems = report.problems.map((problem) => `  (!) ${problem}`);
    process.stdout.write(`\n${[report.title, "", report.text, ...problems].join("\n")}\n`);
  }
  process.stdout.write(`\n${goalTable(Object.values(reports).flatMap(({ goals }) => goals))}\n`);
  if (json) writeFileSync(json, `${JSON.stringify(reports, null, 2)}\n`);
  if (Object.values(reports).some(({ problems }) => problems.length > 0)) process.exitCode = 1;
}

/** A case that fails says so and leaves the others their turn. */
function failedReport(/** @type {string} */ name) {
  return (/** @type {Error} */ { message }) => ({
    ...{ title: name, text: "", goals: [], data: null },
    problems: [`failed: ${message}`],
  });
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

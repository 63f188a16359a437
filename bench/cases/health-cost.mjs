// The cost of watching: 1,000 servers asked every five seconds, over HTTP and over TCP, and nothing else to do. The figure is the
// share of one core that the process uses, everything it does when idle included.
// @ts-check
/** @import { BenchCase, CaseContext } from "../types.ts" */
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { startBackend } from "../backend/backend.mjs";
import { evenkeel } from "../peers/evenkeel.mjs";
import { goalOfOurs } from "../report/goal-table.mjs";
import { formatTable } from "../report/table.mjs";
import { cpuSecondsOf } from "../system/cpu-time.mjs";
import { startOn } from "../system/processes.mjs";

const command = fileURLToPath(new URL("../../out/cli.js", import.meta.url));
const servers = 1_000;
const intervalSeconds = 5;
const measuredSeconds = 20;
/** The first checks all come at once; the jitter spreads them within a few rounds. */
const settleSeconds = 11;
const mostShare = 0.05;

/** @type {BenchCase} */
export const healthCost = {
  name: "health-cost",
  async run(context) {
    const found = evenkeel.find();
    if ("missing" in found) throw new Error(found.missing);
    const backend = await startBackend(context.loadCore);
    /** @type {Awaited<ReturnType<typeof measure>>[]} */
    const results = [];
    for (const type of ["none", "http", "tcp"]) {
      results.push(await measure(type, backend, context));
    }
    const shareOf = (/** @type {string} */ name) =>
      results.find(({ type }) => type === name)?.share ?? Number.NaN;
    const percent = (/** @type {number} */ share) => `${(share * 100).toFixed(2)} %`;
    const goal = `${servers} servers checked every ${intervalSeconds} s: ≤ ${mostShare * 100} % of a core`;
    return {
      title: `Checking ${servers} servers every ${intervalSeconds} s: share of one core over ${measuredSeconds} s`,
      text: formatTable([
        ["checks", "share of a core", "asked a second", "µs each, beyond idle"],
        ...results.map(({ type, share, perSecond }) => [
          type,
          percent(share),
          perSecond.toFixed(0),
          perSecond > 0 ? (((share - shareOf("none")) * 1e6) / perSecond).toFixed(0) : "-",
        ]),
      ]),
      goals: [
        goalOfOurs(`${goal} (http)`, shareOf("http"), mostShare, percent),
        goalOfOurs(`${goal} (tcp)`, shareOf("tcp"), mostShare, percent),
      ],
      problems: results.flatMap(({ problem }) => problem ?? []),
      data: results,
    };
  },
};

/**
 * @param {string} type
 * @param {Awaited<ReturnType<typeof startBackend>>} backend
 * @param {CaseContext} context
 */
async function measure(type, backend, { folder, proxyCore, say }) {
  const own = join(folder, type);
  mkdirSync(own);
  const file = join(own, "evenkeel.yaml");
  const list = Array.from({ length: servers }, (_, index) => {
    const port = backend.ports[index % backend.ports.length];
    return { id: `s${index}`, address: `127.0.0.1:${port}` };
  });
  const health = type === "none" ? { type } : { type, interval: `${intervalSeconds}s` };
  writeFileSync(
    file,
    JSON.stringify({ version: 1, pools: [{ id: "app", health, servers: list }] }, null, 1),
  );
  const args = ["serve", "--config", file, "--no-console", "--json", "--workspace", own];
  const { child, pid, output, stop } = startOn(proxyCore, process.execPath, [command, ...args]);
  if (!child.stdout) throw new Error("Evenkeel has no output");
  await Promise.race([
    once(child.stdout, "data"),
    once(child, "exit").then(() => Promise.reject(new Error(`Evenkeel ended: ${output()}`))),
  ]);
  child.stdout.resume();
  await pause(settleSeconds * 1_000);
  const askedBefore = total(await backend.served());
  const before = cpuSecondsOf(pid);
  const startedAt = performance.now();
  await pause(measuredSeconds * 1_000);
  const seconds = (performance.now() - startedAt) / 1_000;
  const share = (cpuSecondsOf(pid) - before) / seconds;
  const asked = total(await backend.served()) - askedBefore;
  await stop();
  // A check over TCP only connects, which the server does not count.
  const perSecond = type === "tcp" ? servers / intervalSeconds : asked / seconds;
  const expected = type === "http" ? servers / intervalSeconds : 0;
  const isPlausible = Math.abs(asked / seconds - expected) <= expected * 0.1;
  const problem = isPlausible
    ? null
    : `${type}: ${(asked / seconds).toFixed(0)} checks a second instead of ${expected}`;
  say(`${type}: ${(share * 100).toFixed(2)} % of a core, ${perSecond.toFixed(0)} checks a second`);
  return { type, share, perSecond, problem };
}

const total = (/** @type {readonly number[]} */ counts) =>
  counts.reduce((sum, count) => sum + count, 0);

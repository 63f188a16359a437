// `npm run bench:console`: what the console costs with many servers and much traffic, in Chromium and in the balancer.
// @ts-check
/** @import { Goal } from "../types.ts" */
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { startBackend } from "../backend/backend.mjs";
import { pacedLoad } from "../load/paced-load.mjs";
import { evenkeel } from "../peers/evenkeel.mjs";
import { goalOfOurs, goalTable } from "../report/goal-table.mjs";
import { formatTable } from "../report/table.mjs";
import { pinning, stopAll } from "../system/processes.mjs";
import { openBrowser, openConsole } from "./browser.mjs";
import { balancerCost, emptyFrames, memoryOver, pageCost } from "./measure.mjs";
import { readOptions, usage } from "./options.mjs";

const most = { corePercent: 30, messagesPerSecond: 10, lossPercent: 3, growthMib: 5 };
/** A screen of 60 Hz, less what one late frame in a hundred takes. */
const leastFrames = 59;
/** So that every server answers in every second. */
const quietRate = 1_000;
const balancerCore = 0;
const loadCore = 1;

const say = (/** @type {string} */ line) => void process.stderr.write(`${line}\n`);

async function main() {
  if (process.platform !== "linux") throw new Error("the bench reads /proc, so it needs Linux");
  const options = readOptions(process.argv.slice(2));
  const { seconds, servers, rate, memorySeconds, rounds, pages } = options;
  const found = evenkeel.find();
  if ("missing" in found) throw new Error(found.missing);
  const cores = availableParallelism();
  say(`${cpus()[0]?.model}, ${cores} cores, Node ${process.versions.node}; ${pinning}`);
  if (cores < 4)
    say(
      "load, servers and Chromium share a core with each other, so frames are worse here than where each has its own",
    );
  const folder = mkdtempSync(join(tmpdir(), "evenkeel-bench-console-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

  const backend = await startBackend(loadCore);
  const backends = Array.from(
    { length: servers },
    (_, index) => backend.ports[index % backend.ports.length] ?? 0,
  );
  const setting = { folder, backends, core: balancerCore, hasConsole: true };
  const { port, pid, console } = await evenkeel.start(setting);
  if (!console) throw new Error("the balancer has no console");
  const served = async () => (await backend.served()).reduce((sum, count) => sum + count, 0);

  const chromium = await openBrowser();
  /** @type {Goal[]} */
  const goals = [];
  try {
    if (rounds > 0) {
      say("\nthe balancer without and with the console");
      const slow = { port, seconds: rounds * (2 * seconds + 11), ratePerSecond: quietRate };
      const quiet = pacedLoad(loadCore, slow).catch(() => undefined);
      const lost = await balancerCost({ chromium, console, pid, rounds, seconds, say });
      await quiet;
      goals.push(
        goalOfOurs(
          `balancer loses at most ${most.lossPercent} % of a core`,
          lost,
          most.lossPercent,
          (value) => `${value.toFixed(1)} %`,
        ),
      );
    }
    const lasts = pages.length * (seconds * 3 + 10) + seconds + memorySeconds + 30;
    pacedLoad(loadCore, { port, seconds: lasts, ratePerSecond: rate }).catch(() => undefined);
    const reference = await emptyFrames(chromium, seconds);
    say(`\nan empty page beside the load: ${reference.toFixed(1)} frames/s`);
    const opened = await openConsole(chromium.browser, console);
    const before = await served();
    const began = performance.now();
    const costs = [];
    for (const page of pages) {
      const cost = await pageCost(chromium, opened, page, seconds);
      say(
        `${page}: ${cost.corePercent.toFixed(1)} % of a core, ${cost.framesPerSecond.toFixed(1)} frames/s`,
      );
      costs.push(cost);
      goals.push(
        goalOfOurs(
          `${page}: at most ${most.corePercent} % of a core`,
          cost.corePercent,
          most.corePercent,
          (value) => `${value.toFixed(1)} %`,
        ),
        {
          goal: `${page}: 60 frames/s`,
          ours: cost.framesPerSecond.toFixed(1),
          theirs: `${reference.toFixed(1)} empty`,
          ratio: "",
          isMet: areFramesMet(cost.framesPerSecond, reference),
        },
        {
          goal: `${page}: 60 frames/s by CPU time`,
          ours: cost.ownFramesPerSecond.toFixed(1),
          theirs: "",
          ratio: "",
          isMet: cost.ownFramesPerSecond >= leastFrames,
        },
      );
    }
    const reached = ((await served()) - before) / ((performance.now() - began) / 1_000);
    goals.push(
      goalOfOurs(
        `at most ${most.messagesPerSecond} messages/s`,
        Math.max(0, ...costs.map(({ messagesPerSecond }) => messagesPerSecond)),
        most.messagesPerSecond,
        (value) => value.toFixed(1),
      ),
    );
    if (memorySeconds > 0) {
      say(`\nmemory over ${memorySeconds} s`);
      const points = await memoryOver(chromium, opened, memorySeconds, say);
      // Five minutes of every server's seconds are kept, which the first five minutes fill.
      const from =
        points.find(({ second }) => second >= Math.min(310, memorySeconds / 2)) ?? points[0];
      const growth = (points.at(-1)?.heapMib ?? 0) - (from?.heapMib ?? 0);
      goals.push(
        goalOfOurs(
          `heap grows at most ${most.growthMib} MiB from second ${from?.second} to ${points.at(-1)?.second}`,
          growth,
          most.growthMib,
          (value) => `${value.toFixed(1)} MiB`,
        ),
      );
    }
    if (opened.errors.length > 0) throw new Error(`the console failed: ${opened.errors[0]}`);
    const header = [
      "",
      "% of a core",
      "all of Chromium",
      "frames/s",
      "by CPU time",
      "longest task",
      "messages/s",
      "KiB/s",
    ];
    const rows = costs.map((cost) => [
      cost.page,
      cost.corePercent.toFixed(1),
      cost.allPercent.toFixed(1),
      cost.framesPerSecond.toFixed(1),
      cost.ownFramesPerSecond.toFixed(1),
      `${cost.longestTaskMs.toFixed(0)} ms`,
      cost.messagesPerSecond.toFixed(1),
      cost.kibPerSecond.toFixed(0),
    ]);
    process.stdout.write(
      `\nThe console with ${servers} servers at ${reached.toFixed(0)} requests/s (${rate} wanted), ${seconds} s each\n\n${formatTable([header, ...rows])}\n\n${goalTable(goals)}\n`,
    );
    if (reached < rate * 0.9)
      process.stdout.write(
        `  (!) the machine gave ${reached.toFixed(0)} requests/s of ${rate}: the figures are of that rate\n`,
      );
  } finally {
    await chromium.close();
  }
}

/** Where not even an empty page has its frames, a page that misses them proves nothing about itself. */
function areFramesMet(/** @type {number} */ ours, /** @type {number} */ empty) {
  if (ours >= leastFrames) return true;
  return empty >= leastFrames ? false : null;
}

for (const signal of ["SIGINT", "SIGTERM"])
  process.once(signal, () => void stopAll().then(() => process.exit(1)));

main()
  .catch((error) => {
    say(error.code?.startsWith?.("ERR_PARSE_ARGS") ? `${error.message}\n${usage}` : error.message);
    process.exitCode = 1;
  })
  .finally(stopAll);

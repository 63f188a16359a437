// The measurements of the console's bench, each against a balancer under steady load.
// @ts-check
import { setTimeout as pause } from "node:timers/promises";
import { median } from "../report/statistics.mjs";
import { cpuSecondsOf } from "../system/cpu-time.mjs";
import { frameGaps, openConsole, taskMs } from "./browser.mjs";

/** @typedef {Awaited<ReturnType<typeof import("./browser.mjs").openBrowser>>} Chromium */
/** @typedef {Awaited<ReturnType<typeof openConsole>>} Console */
/** @typedef {import("../types.ts").ConsoleAddress} ConsoleAddress */
/** @typedef {{ page: string, corePercent: number, allPercent: number, framesPerSecond: number, ownFramesPerSecond: number, longestTaskMs: number, messagesPerSecond: number, kibPerSecond: number }} PageCost */

/** First renders and loads of code are over by then. */
const settleMs = 3_000;
const frameMs = 1_000 / 60;

/**
 * What a page costs while nobody touches it, then how smoothly it draws: asking for frames costs by itself, so one after the other.
 * @param {Chromium} chromium
 * @param {Console} opened
 * @param {string} name
 * @param {number} seconds
 * @returns {Promise<PageCost>}
 */
export async function pageCost(chromium, opened, name, seconds) {
  await opened.go(name);
  await pause(settleMs);
  const [heard, own, all, at] = [
    opened.heard(),
    await chromium.cpuSeconds("renderer"),
    await chromium.cpuSeconds(null),
    performance.now(),
  ];
  await pause(seconds * 1_000);
  const tookSeconds = (performance.now() - at) / 1_000;
  const share = async (/** @type {string | null} */ type, /** @type {number} */ before) =>
    (((await chromium.cpuSeconds(type)) - before) / tookSeconds) * 100;
  const corePercent = await share("renderer", own);
  const allPercent = await share(null, all);
  const now = opened.heard();
  const gaps = await frameGaps(opened.page, seconds);
  const tasks = await taskMs(opened.page, seconds);
  return {
    page: name,
    corePercent,
    allPercent,
    framesPerSecond: framesOf(gaps),
    ownFramesPerSecond: 60 - missedBy(tasks) / seconds,
    longestTaskMs: Math.max(0, ...tasks),
    messagesPerSecond: (now.messages - heard.messages) / tookSeconds,
    kibPerSecond: (now.bytes - heard.bytes) / tookSeconds / 1_024,
  };
}

/**
 * Frames of a page with nothing on it: what the machine gives beside the load.
 * @param {Chromium} chromium
 * @param {number} seconds
 */
export async function emptyFrames(chromium, seconds) {
  const page = await chromium.browser.newPage();
  const gaps = await frameGaps(page, seconds);
  await page.close();
  return framesOf(gaps);
}

/** Frames of a screen of 60 Hz that pass while tasks run, had they a core for themselves. */
function missedBy(/** @type {readonly number[]} */ tasks) {
  return tasks.reduce((sum, ms) => sum + Math.floor(ms / frameMs), 0);
}

function framesOf(/** @type {readonly number[]} */ gaps) {
  return (gaps.length / gaps.reduce((sum, gap) => sum + gap, 0)) * 1_000;
}

/**
 * Heap that is still needed and resident memory of the page, at the start and at the end, with the whole way between.
 * @param {Chromium} chromium
 * @param {Console} opened
 * @param {number} seconds
 * @param {(line: string) => void} say
 */
export async function memoryOver(chromium, opened, seconds, say) {
  await opened.go("Servers");
  await pause(settleMs);
  /** @type {{ second: number, heapMib: number, residentMib: number }[]} */
  const points = [];
  const begin = performance.now();
  const stepMs = Math.max(5_000, (seconds * 1_000) / 10);
  for (let step = 0; step * stepMs <= seconds * 1_000; step++) {
    await pause(Math.max(0, begin + step * stepMs - performance.now()));
    const point = {
      second: Math.round((performance.now() - begin) / 1_000),
      heapMib: await opened.heapMib(),
      residentMib: await chromium.residentMib(),
    };
    points.push(point);
    say(
      `  ${point.second} s: heap ${point.heapMib.toFixed(1)} MiB, resident ${point.residentMib.toFixed(0)} MiB`,
    );
  }
  return points;
}

/**
 * What the balancer spends on a console: its share of a core with one less its share without, turn by turn at the same slow rate.
 * A core that is full of requests loses just that share. Throughput itself would tell of Chromium and the load, which share cores
 * here, and at a high rate the difference would drown in the cost of relaying.
 * @param {object} options
 * @param {Chromium} options.chromium
 * @param {ConsoleAddress} options.console
 * @param {number} options.pid
 * @param {number} options.rounds
 * @param {number} options.seconds
 * @param {(line: string) => void} options.say
 */
export async function balancerCost({ chromium, console, pid, rounds, seconds, say }) {
  /** @type {number[]} */
  const lost = [];
  for (let round = 0; round < rounds; round++) {
    const alone = await corePercentOf(pid, seconds);
    const opened = await openConsole(chromium.browser, console);
    await opened.go("Servers");
    await pause(settleMs);
    const attached = await corePercentOf(pid, seconds);
    await opened.close();
    await pause(settleMs);
    lost.push(attached - alone);
    say(`  alone ${alone.toFixed(1)} % of a core, with the console ${attached.toFixed(1)} %`);
  }
  return median(lost);
}

async function corePercentOf(/** @type {number} */ pid, /** @type {number} */ seconds) {
  const [cpu, at] = [cpuSecondsOf(pid), performance.now()];
  await pause(seconds * 1_000);
  return ((cpuSecondsOf(pid) - cpu) / (performance.now() - at)) * 100_000;
}

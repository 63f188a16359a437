// A Chromium with the console in it, and what it costs: CPU time of its processes, frames, heap, messages.
// @ts-check
import { readFileSync } from "node:fs";
import { chromium } from "@playwright/test";
import { cpuSecondsOfAll } from "../system/cpu-time.mjs";

/** @typedef {{ messages: number, bytes: number }} Heard */

/** Of the launcher, which is not checked for types. */
const launcher = new URL("../../headless/launch/chromium.mjs", import.meta.url).href;

export async function openBrowser() {
  /** @type {{ findChromium(): string | undefined }} */
  const { findChromium } = await import(launcher);
  const executablePath = findChromium();
  if (executablePath === undefined)
    throw new Error("there is no Chromium: CHROMIUM_PATH names one");
  const browser = await chromium.launch({
    executablePath,
    args: [
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      "--disable-gpu",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  const session = await browser.newBrowserCDPSession();
  /** CPU seconds so far of processes of one type, or of all of them. */
  const cpuSeconds = async (/** @type {string | null} */ type) => {
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    const pids = processInfo
      .filter((one) => type === null || one.type === type)
      .map(({ id }) => id);
    return cpuSecondsOfAll(pids);
  };
  const residentMib = async () => {
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    return Math.max(
      0,
      ...processInfo.filter(({ type }) => type === "renderer").map(({ id }) => rss(id)),
    );
  };
  return { browser, cpuSeconds, residentMib, close: () => browser.close() };
}

function rss(/** @type {number} */ pid) {
  try {
    const kib = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1];
    return Number(kib ?? 0) / 1_024;
  } catch {
    return 0;
  }
}

/**
 * The console on one page of it.
 * @param {import("@playwright/test").Browser} browser
 * @param {import("../types.ts").ConsoleAddress} console
 */
export async function openConsole(browser, { url, token }) {
  const page = await browser.newPage({ viewport: { width: 1_600, height: 1_000 } });
  await page.addInitScript(() => {
    localStorage.setItem("evenkeel.preferences", JSON.stringify({ version: 1, isTourSeen: true }));
  });
  /** @type {string[]} */
  const errors = [];
  page.on("pageerror", ({ message }) => errors.push(message));
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Network.enable");
  await cdp.send("Performance.enable");
  const heard = { messages: 0, bytes: 0 };
  cdp.on("Network.webSocketFrameReceived", ({ response }) => {
    heard.messages += 1;
    heard.bytes += response.payloadData.length;
  });
  await page.goto(`${url}/#token=${token}`);
  await page.getByRole("navigation").waitFor({ timeout: 30_000 });
  return {
    page,
    errors,
    /** @returns {Heard} */
    heard: () => ({ ...heard }),
    async go(/** @type {string} */ name) {
      await page.getByRole("navigation").getByRole("link", { name, exact: true }).click();
      await page.getByRole("heading", { level: 1, name }).waitFor();
    },
    /** MiB of JavaScript that is still needed. */
    async heapMib() {
      await cdp.send("HeapProfiler.collectGarbage");
      const { metrics } = await cdp.send("Performance.getMetrics");
      return (metrics.find(({ name }) => name === "JSHeapUsedSize")?.value ?? 0) / 1_048_576;
    },
    close: () => page.close(),
  };
}

/**
 * Gaps between frames, in milliseconds, while asking for one after the other.
 * @param {import("@playwright/test").Page} page
 * @param {number} seconds
 * @returns {Promise<number[]>}
 */
export function frameGaps(page, seconds) {
  return page.evaluate(async (forMs) => {
    /** @type {number[]} */
    const gaps = [];
    const begin = performance.now();
    let last = begin;
    await new Promise((/** @type {(value: void) => void} */ resolve) => {
      const frame = (/** @type {number} */ now) => {
        gaps.push(now - last);
        last = now;
        if (now - begin < forMs) requestAnimationFrame(frame);
        else resolve();
      };
      requestAnimationFrame(frame);
    });
    return gaps.slice(2);
  }, seconds * 1_000);
}

/**
 * CPU time of each task of the page's main thread, in milliseconds. Unlike frames it does not tell of what else runs on the machine.
 * @param {import("@playwright/test").Page} page
 * @param {number} seconds
 * @returns {Promise<number[]>}
 */
export async function taskMs(page, seconds) {
  const browser = page.context().browser();
  if (!browser) throw new Error("the page has no browser");
  await browser.startTracing(page, { categories: ["toplevel", "devtools.timeline"] });
  await page.waitForTimeout(seconds * 1_000);
  /** @type {{ traceEvents: { name: string, pid: number, tid: number, tdur?: number, args?: { name?: string } }[] }} */
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const main = new Set(
    traceEvents
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid}/${tid}`),
  );
  return traceEvents
    .filter(({ name, pid, tid }) => name.endsWith("RunTask") && main.has(`${pid}/${tid}`))
    .map(({ tdur = 0 }) => tdur / 1_000);
}

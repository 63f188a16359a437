// The choosing case: what a choice costs, for every algorithm in pools of three sizes, and the lease and release around it.
// Measured in a process of its own, on the core's sources, since no network is part of it.
// @ts-check
/** @import { BenchCase, Goal } from "../types.ts" */
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { formatTable } from "../report/table.mjs";
import { startOn } from "../system/processes.mjs";

const script = fileURLToPath(new URL("choosing-run.mjs", import.meta.url));
/** Turns and hashes compare nothing; the others look at loads, or draw from weights. */
const nanosecondsForTurns = 200;
const nanosecondsForLoads = 1_000;
const byLoad = new Set([
  "random",
  "least-connections",
  "least-response-time",
  "power-of-two-choices",
  "peak-ewma",
]);

/** @typedef {{ algorithm: string, servers: number, nanoseconds: number, leaseNanoseconds: number }} Choice */

/** @type {BenchCase} */
export const choosing = {
  name: "choosing",
  async run({ folder, proxyCore, say }) {
    const bundle = join(folder, "choosing.mjs");
    // Node before 22.18 cannot run TypeScript, so what is measured is bundled as the product is.
    const { build } = await import("rolldown");
    await build({
      input: script,
      platform: "node",
      logLevel: "silent",
      output: { file: bundle, format: "esm", codeSplitting: false },
    });
    const { child, output } = startOn(proxyCore, process.execPath, [bundle], {
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    /** @type {Choice[]} */
    const choices = [];
    child.on("message", (message) => {
      const choice = /** @type {Choice} */ (message);
      choices.push(choice);
      say(`${choice.algorithm}, ${choice.servers} servers: ${choice.nanoseconds.toFixed(0)} ns`);
    });
    const [code] = await once(child, "close");
    const problems = code === 0 ? [] : [`the measurement ended with ${code}: ${output()}`];
    const sizes = [...new Set(choices.map(({ servers }) => servers))];
    const rows = byAlgorithm(choices).map(([algorithm, own]) => [
      algorithm,
      ...own.map(({ nanoseconds }) => nanoseconds.toFixed(0)),
      ...own.map(({ leaseNanoseconds }) => leaseNanoseconds.toFixed(0)),
    ]);
    return {
      title:
        "Choosing in ns, by number of servers: the choice, then lease and release; best of many",
      text: formatTable([
        ["", ...sizes.map(String), ...sizes.map((size) => `lease ${size}`)],
        ...rows,
      ]),
      goals: byAlgorithm(choices).map(([algorithm, own]) => goalOf(algorithm, own)),
      problems,
      data: choices,
    };
  },
};

/** @returns {[string, Choice[]][]} */
function byAlgorithm(/** @type {readonly Choice[]} */ choices) {
  /** @type {Map<string, Choice[]>} */
  const found = new Map();
  for (const choice of choices)
    found.set(choice.algorithm, [...(found.get(choice.algorithm) ?? []), choice]);
  return [...found];
}

/** @returns {Goal} */
function goalOf(/** @type {string} */ algorithm, /** @type {readonly Choice[]} */ own) {
  const most = byLoad.has(algorithm) ? nanosecondsForLoads : nanosecondsForTurns;
  const worst = own.reduce((one, other) => (other.nanoseconds > one.nanoseconds ? other : one));
  return {
    goal: `choosing by ${algorithm} ≤ ${most} ns`,
    ours: `${worst.nanoseconds.toFixed(0)} ns (${worst.servers})`,
    theirs: "",
    ratio: "",
    isMet: worst.nanoseconds <= most,
  };
}

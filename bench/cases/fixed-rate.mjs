// The fixed-rate case: 2,000 small GETs a second, far below what anybody can, and what the proxy adds to their latency.
// @ts-check
/** @import { BenchCase, Goal, Turns } from "../types.ts" */
import { startBackend } from "../backend/backend.mjs";
import { pacedLoad } from "../load/paced-load.mjs";
import { everyHttpPeer } from "../peers/every-peer.mjs";
import { noProxy } from "../peers/node-proxies.mjs";
import { medianOf, problemsOf } from "../report/goal-table.mjs";
import { formatTable } from "../report/table.mjs";
import { takeTurns } from "./take-turns.mjs";

const ratePerSecond = 2_000;
const most = 1.5;
const left = new Set(["http-proxy-3"]);

/** @typedef {import("../load/paced-load.mjs").PacedResult} PacedResult */

const p50 = (/** @type {PacedResult} */ round) => round.p50Micros;
const p99 = (/** @type {PacedResult} */ round) => round.p99Micros;

/** @type {BenchCase} */
export const fixedRate = {
  name: "fixed-rate",
  async run(context) {
    const { loadCore, rounds, seconds } = context;
    const backend = await startBackend(loadCore);
    const results = await takeTurns({
      context: { ...context, wants: (name) => name === noProxy.name || context.wants(name) },
      peers: [noProxy, ...everyHttpPeer.filter(({ name }) => !left.has(name))],
      setting: { backends: backend.ports },
      // Long enough for those that compile as they run.
      warmUp: ({ port }) => pacedLoad(loadCore, { port, seconds: 3, ratePerSecond }),
      async measure({ port }) {
        const figures = await pacedLoad(loadCore, { port, seconds, ratePerSecond });
        return { figures, problem: figures.failed > 0 ? `${figures.failed} failed` : null };
      },
      tell: ({ p50Micros, p99Micros }) =>
        `p50 ${p50Micros.toFixed(0)} µs, p99 ${p99Micros.toFixed(0)} µs`,
    });
    const rows = results.map(({ name, version }) => [
      `${name} ${version}`.trim(),
      show(medianOf(results, name, p50)),
      show(added(results, name, p50)),
      show(medianOf(results, name, p99)),
      show(added(results, name, p99)),
    ]);
    const header = ["", "p50 µs", "added", "p99 µs", "added"];
    return {
      title: `Latency at ${ratePerSecond} requests per second; medians of ${rounds} × ${seconds} s`,
      text: formatTable([header, ...rows]),
      goals: [goalOf(results, "p50", p50), goalOf(results, "p99", p99)],
      problems: problemsOf(results),
      data: results,
    };
  },
};

/**
 * What a proxy adds to the latency without one.
 * @param {readonly Turns<PacedResult>[]} results
 * @param {string} name
 * @param {(round: PacedResult) => number} figure
 */
function added(results, name, figure) {
  const [through, without] = [name, noProxy.name].map((peer) => medianOf(results, peer, figure));
  return through === undefined || without === undefined ? undefined : through - without;
}

/**
 * @param {readonly Turns<PacedResult>[]} results
 * @param {string} title
 * @param {(round: PacedResult) => number} figure
 * @returns {Goal}
 */
function goalOf(results, title, figure) {
  const [ours, theirs] = ["Evenkeel", "HAProxy"].map((name) => added(results, name, figure));
  const goal = `added latency ${title} at ${ratePerSecond}/s ≤ ${most} × HAProxy`;
  const sides = { goal, ours: `${show(ours)} µs`, theirs: `${show(theirs)} µs` };
  // A peer that seems to add nothing shows that the machine was not quiet, not that it is fast.
  if (ours === undefined || theirs === undefined || theirs <= 0)
    return { ...sides, ratio: "", isMet: null };
  return { ...sides, ratio: (ours / theirs).toFixed(2), isMet: ours <= most * theirs };
}

const show = (/** @type {number | undefined} */ micros) =>
  micros === undefined ? "-" : micros.toFixed(0);

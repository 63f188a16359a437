// The relay-cost case as text: the table, and what is not equal between the rows.
// @ts-check
/** @import { Turns } from "../types.ts" */
import { ratioOf } from "./goal-table.mjs";
import { median, range } from "./statistics.mjs";
import { formatTable } from "./table.mjs";

/** @typedef {{ cpuMicrosPerRequest: number, requestsPerSecond: number, failed: number }} RelayCost */

export function relayCostTable(/** @type {readonly Turns<RelayCost>[]} */ results) {
  const measured = results.filter(({ rounds }) => rounds.length > 0);
  const ratio = (/** @type {string} */ name, /** @type {string} */ to) =>
    ratioOf(results, name, to, (round) => round.cpuMicrosPerRequest)?.toFixed(2) ?? "-";
  const header = ["", "CPU µs/request", "min-max", "× HAProxy", "× http-proxy", "requests/s"];
  const rows = measured
    .toSorted((a, b) => costOf(a) - costOf(b))
    .map((result) => {
      const { min, max } = range(result.rounds.map((round) => round.cpuMicrosPerRequest));
      const name = `${result.name} ${result.version}`;
      return [
        result.problem === null ? name : `${name} (!)`,
        costOf(result).toFixed(1),
        `${min.toFixed(1)}-${max.toFixed(1)}`,
        ratio(result.name, "HAProxy"),
        ratio(result.name, "http-proxy"),
        median(result.rounds.map((round) => round.requestsPerSecond)).toFixed(0),
      ];
    });
  const notes = results.map(({ name, note }) => `  ${name}: ${note}`);
  return [formatTable([header, ...rows]), "", ...notes].join("\n");
}

function costOf(/** @type {Turns<RelayCost>} */ { rounds }) {
  return median(rounds.map((round) => round.cpuMicrosPerRequest));
}

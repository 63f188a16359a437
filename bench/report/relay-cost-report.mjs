// The relay-cost case as text: the table, what is not equal between the rows, and which goals of the product are met.
// @ts-check
/** @import { PeerResult } from "../types.ts" */
import { median, range } from "./statistics.mjs";
import { formatTable } from "./table.mjs";

const ours = "Evenkeel";
/** CPU time per request of ours, at most so many times that of the peer. */
const goals = [
  { peer: "HAProxy", most: 1.25 },
  { peer: "http-proxy", most: 0.2 },
  { peer: "Caddy", most: 0.35 },
];

export function relayCostReport(/** @type {readonly PeerResult[]} */ results) {
  const measured = results.filter(({ rounds }) => rounds.length > 0);
  const cost = new Map(measured.map((result) => [result.name, costOf(result)]));
  const ratio = (/** @type {string} */ name, /** @type {string} */ to) => {
    const [one, other] = [cost.get(name), cost.get(to)];
    return one === undefined || other === undefined ? "-" : (one / other).toFixed(2);
  };
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
  const notes = results.map(({ name, note, problem }) =>
    problem === null ? `  ${name}: ${note}` : `  ${name}: (!) ${problem}`,
  );
  return [formatTable([header, ...rows]), "", ...notes, "", ...goalLines(cost)].join("\n");
}

function costOf(/** @type {PeerResult} */ { rounds }) {
  return median(rounds.map((round) => round.cpuMicrosPerRequest));
}

function goalLines(/** @type {ReadonlyMap<string, number>} */ cost) {
  const own = cost.get(ours);
  return goals.map(({ peer, most }) => {
    const goal = `goal: at most ${most} × ${peer}`;
    const other = cost.get(peer);
    if (own === undefined || other === undefined)
      return `${goal}: not measured, ${own === undefined ? ours : peer} did not run`;
    const actual = own / other;
    return `${goal}: ${actual <= most ? "met" : "NOT met"} (${actual.toFixed(2)})`;
  });
}

// The start case: from starting the built command until it says that it is ready, console included.
// @ts-check
/** @import { BenchCase } from "../types.ts" */
import { evenkeel } from "../peers/evenkeel.mjs";
import { goalOfOurs, medianOf, problemsOf } from "../report/goal-table.mjs";
import { range } from "../report/statistics.mjs";
import { formatTable } from "../report/table.mjs";

const starts = 9;
const mostMs = 400;

/** @type {BenchCase} */
export const startTime = {
  name: "start-time",
  async run({ folder, proxyCore, say }) {
    const found = evenkeel.find();
    /** @type {number[]} */
    const rounds = [];
    for (let start = 0; start < starts && !("missing" in found); start++) {
      const before = performance.now();
      // Nobody listens there; a server that is down is found so later, and delays no start.
      const proxy = await evenkeel.start({
        folder,
        backends: [9],
        core: proxyCore,
        hasConsole: true,
      });
      rounds.push(performance.now() - before);
      await proxy.stop();
    }
    const problem = "missing" in found ? found.missing : null;
    if (problem) say(problem);
    const results = [{ name: "Evenkeel", version: "", note: "", rounds, problem }];
    const { min, max } = range(rounds);
    const middle = medianOf(results, "Evenkeel", (ms) => ms);
    return {
      title: `Start of evenkeel serve until its readiness line, median of ${starts}`,
      text: formatTable([
        ["", "ms", "min-max"],
        ["Evenkeel", middle?.toFixed(0) ?? "-", `${min.toFixed(0)}-${max.toFixed(0)}`],
      ]),
      goals: [
        goalOfOurs(`headless ready ≤ ${mostMs} ms`, middle, mostMs, (ms) => `${ms.toFixed(0)} ms`),
      ],
      problems: problemsOf(results),
      data: rounds,
    };
  },
};

// The console case: the relay-cost load on Evenkeel without a console and with one that subscribes to everything, turn by turn.
// @ts-check
/** @import { BenchCase, RunningProxy } from "../types.ts" */
import { setTimeout } from "node:timers/promises";
import { startBackend } from "../backend/backend.mjs";
import { attachConsole } from "../load/console-subscriber.mjs";
import { chooseLoad } from "../load/load.mjs";
import { evenkeel } from "../peers/evenkeel.mjs";
import { goalOfOurs, medianOf, problemsOf, ratioOf } from "../report/goal-table.mjs";
import { formatTable } from "../report/table.mjs";
import { cpuSecondsOf } from "../system/cpu-time.mjs";
import { takeTurns } from "./take-turns.mjs";

const connections = 64;
/** The loss is a small part of what a round differs from the next, so there are more of them than elsewhere. */
const moreRounds = 3;
/** A subscriber is a process that starts on the load's core; with or without one, each round begins when that is over. */
const settlingMs = 1_500;
const mostLossPercent = 3;
const mostMessagesPerSecond = 10;
const alone = "Evenkeel alone";
const attached = "Evenkeel with a console";

/** @typedef {{ requestsPerSecond: number, cpuMicrosPerRequest: number, messagesPerSecond: number, kibPerSecond: number }} Figures */

/** @type {BenchCase} */
export const consoleAttached = {
  name: "console-attached",
  async run(context) {
    const { loadCore, seconds } = context;
    const rounds = context.rounds * moreRounds;
    const backend = await startBackend(loadCore);
    const load = chooseLoad(loadCore);
    // One process in both turns, so that nothing but the console differs.
    /** @type {RunningProxy | null} */
    let shared = null;
    const peers = [alone, attached].map((name) => ({
      ...evenkeel,
      name,
      async start(/** @type {import("../types.ts").PeerContext} */ setting) {
        shared ??= await evenkeel.start(setting);
        return shared;
      },
    }));
    const results = await takeTurns({
      context: { ...context, wants: () => true },
      peers,
      setting: { backends: backend.ports, hasConsole: true },
      rounds,
      warmUp: ({ port }) => load.run({ port, seconds: 1, connections }),
      async measure({ port, pid, console }, name) {
        const subscriber =
          name === attached && console ? await attachConsole(loadCore, console) : null;
        await setTimeout(settlingMs);
        const heardBefore = await subscriber?.heard();
        const cpuBefore = cpuSecondsOf(pid);
        const { requests, failed, ...took } = await load.run({ port, seconds, connections });
        const cpuSeconds = cpuSecondsOf(pid) - cpuBefore;
        const heard = await subscriber?.heard();
        await subscriber?.stop();
        const more = (/** @type {"messages" | "bytes"} */ what) =>
          ((heard?.[what] ?? 0) - (heardBefore?.[what] ?? 0)) / took.seconds;
        /** @type {Figures} */
        const figures = {
          requestsPerSecond: requests / took.seconds,
          cpuMicrosPerRequest: (cpuSeconds / requests) * 1e6,
          messagesPerSecond: more("messages"),
          kibPerSecond: more("bytes") / 1_024,
        };
        return { figures, problem: failed > 0 ? `${failed} requests failed` : null };
      },
      tell: ({ requestsPerSecond, messagesPerSecond }) =>
        `${requestsPerSecond.toFixed(0)} requests/s, ${messagesPerSecond.toFixed(1)} messages/s`,
    });
    const read = (/** @type {string} */ name, /** @type {keyof Figures} */ figure) =>
      medianOf(results, name, (round) => round[figure]);
    const lossOf = (/** @type {"requestsPerSecond" | "cpuMicrosPerRequest"} */ figure) => {
      const ratio = ratioOf(results, attached, alone, (round) => round[figure]);
      return ratio === undefined ? undefined : (ratio - 1) * 100;
    };
    const throughput = lossOf("requestsPerSecond");
    const rows = results.map(({ name }) => [
      name,
      read(name, "requestsPerSecond")?.toFixed(0) ?? "-",
      read(name, "cpuMicrosPerRequest")?.toFixed(1) ?? "-",
      read(name, "messagesPerSecond")?.toFixed(1) ?? "-",
      read(name, "kibPerSecond")?.toFixed(1) ?? "-",
    ]);
    const header = ["", "requests/s", "CPU µs/request", "messages/s", "KiB/s"];
    return {
      title: `Console attached, at full load; medians of ${rounds} × ${seconds} s`,
      text: `${formatTable([header, ...rows])}\n  CPU per request ${signed(lossOf("cpuMicrosPerRequest"))} with the console`,
      goals: [
        goalOfOurs(
          `console attached: throughput loss ≤ ${mostLossPercent} %`,
          throughput === undefined ? undefined : -throughput,
          mostLossPercent,
          (value) => `${value.toFixed(1)} %`,
        ),
        goalOfOurs(
          `console attached: ≤ ${mostMessagesPerSecond} messages/s`,
          read(attached, "messagesPerSecond"),
          mostMessagesPerSecond,
          (value) => value.toFixed(1),
        ),
      ],
      problems: problemsOf(results),
      data: results,
    };
  },
};

function signed(/** @type {number | undefined} */ percent) {
  if (percent === undefined) return "-";
  return `${percent >= 0 ? "+" : ""}${percent.toFixed(1)} %`;
}

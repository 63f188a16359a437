// What the two cases of many bytes share: 16 connections that ask for 1 MiB again and again.
// @ts-check
/** @import { CaseContext, CaseReport, Goal, Peer, Turns } from "../types.ts" */
import { startBackend } from "../backend/backend.mjs";
import { chooseLoad } from "../load/load.mjs";
import { medianOf, problemsOf } from "../report/goal-table.mjs";
import { formatTable } from "../report/table.mjs";
import { cpuSecondsOf } from "../system/cpu-time.mjs";
import { takeTurns } from "./take-turns.mjs";

const connections = 16;
const bodyBytes = 1_048_576;

/** @typedef {{ mibPerSecond: number, cpuMillisPerMib: number }} BulkFigures */

/**
 * @param {CaseContext} context
 * @param {object} options
 * @param {string} options.title
 * @param {readonly Peer[]} options.peers
 * @param {"http" | "tcp"} options.mode
 * @param {(results: readonly Turns<BulkFigures>[]) => readonly Goal[]} options.goals
 * @returns {Promise<CaseReport>}
 */
export async function bulk(context, { title, peers, mode, goals }) {
  const { loadCore, rounds, seconds } = context;
  const backend = await startBackend(loadCore, bodyBytes);
  const load = chooseLoad(loadCore, bodyBytes);
  const results = await takeTurns({
    ...{ context, peers },
    setting: { backends: backend.ports, mode },
    warmUp: ({ port }) => load.run({ port, seconds: 1, connections }),
    async measure({ port, pid }) {
      const cpuBefore = cpuSecondsOf(pid);
      const { requests, failed, ...took } = await load.run({ port, seconds, connections });
      // Every request is one MiB.
      const figures = {
        mibPerSecond: requests / took.seconds,
        cpuMillisPerMib: ((cpuSecondsOf(pid) - cpuBefore) * 1_000) / requests,
      };
      return { figures, problem: failed > 0 ? `${failed} requests failed` : null };
    },
    tell: ({ mibPerSecond, cpuMillisPerMib }) =>
      `${mibPerSecond.toFixed(0)} MiB/s, ${cpuMillisPerMib.toFixed(2)} ms of CPU per MiB`,
  });
  const rows = results.map(({ name, version }) => [
    `${name} ${version}`,
    medianOf(results, name, ({ mibPerSecond }) => mibPerSecond)?.toFixed(0) ?? "-",
    medianOf(results, name, ({ cpuMillisPerMib }) => cpuMillisPerMib)?.toFixed(2) ?? "-",
  ]);
  return {
    title: `${title}, ${connections} connections, 3 servers; medians of ${rounds} × ${seconds} s`,
    text: formatTable([["", "MiB/s", "CPU ms/MiB"], ...rows]),
    goals: goals(results),
    problems: problemsOf(results),
    data: results,
  };
}

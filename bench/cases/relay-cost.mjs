// The relay-cost case: small GET, keep-alive, 64 connections, three servers. The figure is the CPU time the proxy's process
// uses per request. Evenkeel runs as it is meant to: every request logged, a console attached.
// @ts-check
/** @import { BenchCase, RunningProxy } from "../types.ts" */

import { startBackend } from "../backend/backend.mjs";
import { cannedBody } from "../backend/canned-answer.mjs";
import { attachConsole } from "../load/console-subscriber.mjs";
import { chooseLoad } from "../load/load.mjs";
import { everyHttpPeer } from "../peers/every-peer.mjs";
import { goalAgainst, problemsOf } from "../report/goal-table.mjs";
import { relayCostTable } from "../report/relay-cost-table.mjs";
import { cpuSecondsOf } from "../system/cpu-time.mjs";
import { takeTurns } from "./take-turns.mjs";

const connections = 64;
const warmUpSeconds = 2;
/** The probe goes round all servers this often before each round. */
const probeRequests = 6;
const microseconds = 1e6;

const goals = [
  { peer: "HAProxy", most: 1.25 },
  { peer: "http-proxy", most: 0.2 },
  { peer: "Caddy", most: 0.35 },
];

/** @type {BenchCase} */
export const relayCost = {
  name: "relay-cost",
  async run(context) {
    const { loadCore, rounds, seconds } = context;
    const backend = await startBackend(loadCore);
    const load = chooseLoad(loadCore);
    const results = await takeTurns({
      context,
      peers: everyHttpPeer,
      setting: { backends: backend.ports, hasConsole: true },
      async warmUp({ port, console }) {
        if (console) await attachConsole(loadCore, console);
        await load.run({ port, seconds: warmUpSeconds, connections });
      },
      measure: (proxy) => measure(proxy, { backend, load, seconds }),
      tell: ({ cpuMicrosPerRequest, requestsPerSecond }) =>
        `${cpuMicrosPerRequest.toFixed(1)} µs, ${requestsPerSecond.toFixed(0)}/s`,
    });
    return {
      title: `Relay cost: small GET, keep-alive, ${connections} connections, 3 servers; load by ${load.name}; medians of ${rounds} × ${seconds} s`,
      text: relayCostTable(results),
      goals: goals.map(({ peer, most }) =>
        goalAgainst({
          goal: `CPU per request ≤ ${most} × ${peer}`,
          ...{ results, peer, most },
          figure: ({ cpuMicrosPerRequest }) => cpuMicrosPerRequest,
          show: (value) => `${value.toFixed(1)} µs`,
        }),
      ),
      problems: problemsOf(results),
      data: results,
    };
  },
};

/**
 * @param {RunningProxy} proxy
 * @param {object} options
 * @param {{ served(): Promise<readonly number[]> }} options.backend
 * @param {import("../types.ts").LoadGenerator} options.load
 * @param {number} options.seconds
 */
async function measure({ port, pid }, { backend, load, seconds }) {
  const wrongAnswer = await probeAnswers(port);
  const servedBefore = await backend.served();
  const cpuBefore = cpuSecondsOf(pid);
  const { requests, failed, ...took } = await load.run({ port, seconds, connections });
  const cpuSeconds = cpuSecondsOf(pid) - cpuBefore;
  const servedAfter = await backend.served();
  const shares = servedAfter.map((count, index) => count - (servedBefore[index] ?? 0));
  return {
    figures: {
      cpuMicrosPerRequest: (cpuSeconds / requests) * microseconds,
      requestsPerSecond: requests / took.seconds,
      failed,
    },
    problem: wrongAnswer ?? unequal(shares) ?? (failed > 0 ? `${failed} requests failed` : null),
  };
}

/** A sentence when an answer is not the servers' own, byte for byte. */
async function probeAnswers(/** @type {number} */ port) {
  for (let index = 0; index < probeRequests; index++) {
    const response = await fetch(`http://127.0.0.1:${port}/`);
    const body = await response.text();
    if (response.status !== 200) return `answered ${response.status}`;
    if (body !== cannedBody) return `changed the body: ${body.slice(0, 80)}`;
  }
  return null;
}

/** A sentence when a server had less than half or more than twice its share: then less was relayed, or elsewhere. */
function unequal(/** @type {readonly number[]} */ shares) {
  const fair = shares.reduce((sum, count) => sum + count, 0) / shares.length;
  const isFair = shares.every((count) => count > fair / 2 && count < fair * 2);
  return isFair ? null : `did not spread its load: ${shares.join(" / ")}`;
}

// The relay-cost case: small GET, keep-alive, 64 connections, three servers. The figure is the CPU time the proxy's process
// uses per request. Peers take turns, so that a slow moment of the machine falls on all of them.
// @ts-check
/** @import { LoadGenerator, Peer, PeerResult, Round, RunningProxy } from "../types.ts" */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { cannedBody } from "../backend/canned-answer.mjs";
import { cpuSecondsOf } from "../system/cpu-time.mjs";

const connections = 64;
const warmUpSeconds = 2;
/** The probe goes round all servers this often before each round. */
const probeRequests = 6;
const microseconds = 1e6;

/** @typedef {{ name: string, version: string, note: string, rounds: Round[], problem: string | null, proxy: RunningProxy | null }} Entry */

/**
 * @param {object} options
 * @param {readonly Peer[]} options.peers
 * @param {{ readonly ports: readonly number[], served(): Promise<readonly number[]> }} options.backend
 * @param {LoadGenerator} options.load
 * @param {string} options.folder
 * @param {number} options.core
 * @param {number} options.rounds
 * @param {number} options.seconds
 * @param {(line: string) => void} options.say
 * @returns {Promise<PeerResult[]>}
 */
export async function relayCost({ peers, backend, load, folder, core, rounds, seconds, say }) {
  /** @type {Entry[]} */
  const entries = [];
  for (const peer of peers) {
    const found = peer.find();
    if ("missing" in found) {
      say(`skipped ${peer.name}: ${found.missing}`);
      continue;
    }
    const { name, note } = peer;
    /** @type {Entry} */
    const entry = { name, note, version: found.version, rounds: [], problem: null, proxy: null };
    entries.push(entry);
    const own = join(folder, name.replaceAll(" ", "-"));
    mkdirSync(own);
    try {
      entry.proxy = await peer.start({ folder: own, backends: backend.ports, core });
      await load.run({ port: entry.proxy.port, seconds: warmUpSeconds, connections });
    } catch (error) {
      entry.problem = `did not start: ${error instanceof Error ? error.message : error}`;
      say(`${name} ${entry.problem}`);
    }
  }
  for (let round = 1; round <= rounds; round++) {
    for (const entry of entries) {
      if (!entry.proxy || entry.problem !== null) continue;
      try {
        const measured = await measure(entry.proxy, { backend, load, seconds });
        entry.rounds.push(measured.round);
        entry.problem = measured.problem;
        say(describeRound(round, entry.name, measured.round));
      } catch (error) {
        entry.problem = `failed in round ${round}: ${error instanceof Error ? error.message : error}`;
      }
      if (entry.problem !== null) say(`${entry.name} ${entry.problem}`);
    }
  }
  for (const { proxy } of entries) await proxy?.stop();
  return entries.map(({ proxy: _, ...result }) => result);
}

/**
 * @param {number} round
 * @param {string} name
 * @param {Round} figures
 */
function describeRound(round, name, { cpuMicrosPerRequest, requestsPerSecond }) {
  return `round ${round} ${name}: ${cpuMicrosPerRequest.toFixed(1)} µs, ${requestsPerSecond.toFixed(0)}/s`;
}

/**
 * @param {RunningProxy} proxy
 * @param {object} options
 * @param {{ served(): Promise<readonly number[]> }} options.backend
 * @param {LoadGenerator} options.load
 * @param {number} options.seconds
 * @returns {Promise<{ round: Round, problem: string | null }>}
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
    round: {
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

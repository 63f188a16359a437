// How every case compares: each peer is started once and warmed up, then they take turns round by round, so that a slow moment of
// the machine falls on all of them.
// @ts-check
/** @import { CaseContext, Peer, PeerContext, RunningProxy, Turns } from "../types.ts" */
import { mkdirSync } from "node:fs";
import { join } from "node:path";

/**
 * @template Figures
 * @param {object} options
 * @param {CaseContext} options.context
 * @param {readonly Peer[]} options.peers
 * @param {Omit<PeerContext, "folder" | "core">} options.setting
 * @param {(proxy: RunningProxy, peer: string) => Promise<unknown>} options.warmUp
 * @param {(proxy: RunningProxy, peer: string) => Promise<{ figures: Figures, problem: string | null }>} options.measure
 * @param {(figures: Figures) => string} options.tell
 * @param {number} [options.rounds]
 * @returns {Promise<Turns<Figures>[]>}
 */
export async function takeTurns(options) {
  const { context, peers, setting, warmUp, measure, tell } = options;
  const { folder, proxyCore, say, wants } = context;
  /** @type {{ name: string, version: string, note: string, rounds: Figures[], problem: string | null, proxy: RunningProxy | null }[]} */
  const entries = [];
  for (const peer of peers) {
    const { name, note } = peer;
    if (!wants(name)) continue;
    const found = peer.find();
    if ("missing" in found) {
      say(`skipped ${name}: ${found.missing}`);
      continue;
    }
    /** @type {typeof entries[number]} */
    const entry = { name, note, version: found.version, rounds: [], problem: null, proxy: null };
    entries.push(entry);
    const own = join(folder, name.replaceAll(" ", "-"));
    mkdirSync(own);
    try {
      entry.proxy = await peer.start({ ...setting, folder: own, core: proxyCore });
      await warmUp(entry.proxy, name);
    } catch (error) {
      entry.problem = `did not start: ${messageOf(error)}`;
      say(`${name} ${entry.problem}`);
    }
  }
  for (let round = 1; round <= (options.rounds ?? context.rounds); round++) {
    for (const entry of entries) {
      const { name, proxy } = entry;
      if (!proxy || entry.problem !== null) continue;
      try {
        const { figures, problem } = await measure(proxy, name);
        entry.rounds.push(figures);
        entry.problem = problem;
        say(`round ${round} ${name}: ${tell(figures)}`);
      } catch (error) {
        entry.problem = `failed in round ${round}: ${messageOf(error)}`;
      }
      if (entry.problem !== null) say(`${name} ${entry.problem}`);
    }
  }
  for (const { proxy } of entries) await proxy?.stop();
  return entries.map(({ proxy: _, ...result }) => result);
}

const messageOf = (/** @type {unknown} */ error) =>
  error instanceof Error ? error.message : String(error);

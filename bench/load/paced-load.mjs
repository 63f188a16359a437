// Load at a fixed rate: an open loop that asks when it is time, whether the answers came or not.
// @ts-check
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { startOn } from "../system/processes.mjs";

const script = fileURLToPath(new URL("paced-client.mjs", import.meta.url));

/** @typedef {{ requests: number, failed: number, p50Micros: number, p99Micros: number }} PacedResult */

/**
 * @param {number} core
 * @param {{ port: number, seconds: number, ratePerSecond: number }} load
 * @returns {Promise<PacedResult>}
 */
export async function pacedLoad(core, { port, seconds, ratePerSecond }) {
  const args = [script, port, seconds, ratePerSecond].map(String);
  const { child, output } = startOn(core, process.execPath, args);
  await once(child, "close");
  return JSON.parse(output());
}

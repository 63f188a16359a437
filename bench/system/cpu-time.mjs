// CPU time that a process and its living descendants have used so far, user and system.
// @ts-check
import { statOf, treeOf } from "./process-tree.mjs";
import { probe } from "./processes.mjs";

const ticksPerSecond = Number(probe("getconf", ["CLK_TCK"])) || 100;

/** Seconds. */
export function cpuSecondsOf(/** @type {number} */ root) {
  let ticks = 0;
  for (const own of treeOf(root).values()) ticks += own;
  return ticks / ticksPerSecond;
}

/** Seconds of these processes alone; those that ended count nothing. */
export function cpuSecondsOfAll(/** @type {readonly number[]} */ pids) {
  return pids.reduce((sum, pid) => sum + (statOf(String(pid))?.ticks ?? 0), 0) / ticksPerSecond;
}

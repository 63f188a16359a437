// CPU time that a process and its living descendants have used so far, user and system.
// @ts-check
import { treeOf } from "./process-tree.mjs";
import { probe } from "./processes.mjs";

const ticksPerSecond = Number(probe("getconf", ["CLK_TCK"])) || 100;

/** Seconds. */
export function cpuSecondsOf(/** @type {number} */ root) {
  let ticks = 0;
  for (const own of treeOf(root).values()) ticks += own;
  return ticks / ticksPerSecond;
}

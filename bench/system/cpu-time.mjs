// CPU time that a process and its living descendants have used so far, user and system, from /proc.
// @ts-check
import { readdirSync, readFileSync } from "node:fs";
import { probe } from "./processes.mjs";

const ticksPerSecond = Number(probe("getconf", ["CLK_TCK"])) || 100;

/** Fields behind the command's name, which may hold spaces and parentheses: see proc_pid_stat(5). */
function statOf(/** @type {string} */ pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "latin1");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
  } catch {
    // It ended while we looked.
    return undefined;
  }
}

/** Seconds. */
export function cpuSecondsOf(/** @type {number} */ root) {
  /** @type {Map<number, { parent: number, ticks: number }>} */
  const stats = new Map();
  for (const name of readdirSync("/proc")) {
    const stat = /^\d+$/.test(name) ? statOf(name) : undefined;
    if (stat) stats.set(Number(name), stat);
  }
  let ticks = 0;
  for (const [pid, stat] of stats) if (descends(pid, root, stats)) ticks += stat.ticks;
  return ticks / ticksPerSecond;
}

/**
 * @param {number} pid
 * @param {number} root
 * @param {Map<number, { parent: number }>} stats
 */
function descends(pid, root, stats) {
  for (let current = pid; current > 0; current = stats.get(current)?.parent ?? 0)
    if (current === root) return true;
  return false;
}

// A process and its living descendants, from /proc.
// @ts-check
import { readdirSync, readFileSync } from "node:fs";

/** Fields of /proc/PID/stat behind the command's name, which may hold spaces and parentheses: see proc_pid_stat(5). */
export function statOf(/** @type {string} */ pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "latin1");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
  } catch {
    // It ended while we looked.
    return undefined;
  }
}

/** By pid: clock ticks of user and system time so far. @returns {Map<number, number>} */
export function treeOf(/** @type {number} */ root) {
  /** @type {Map<number, { parent: number, ticks: number }>} */
  const stats = new Map();
  for (const name of readdirSync("/proc")) {
    const stat = /^\d+$/.test(name) ? statOf(name) : undefined;
    if (stat) stats.set(Number(name), stat);
  }
  return new Map(
    [...stats]
      .filter(([pid]) => descends(pid, root, stats))
      .map(([pid, { ticks }]) => /** @type {const} */ ([pid, ticks])),
  );
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

// Resident memory of a process and its living descendants.
// @ts-check
import { readFileSync } from "node:fs";
import { treeOf } from "./process-tree.mjs";

/** KiB. What processes share is counted in each. */
export function residentKibOf(/** @type {number} */ root) {
  let kib = 0;
  for (const pid of treeOf(root).keys()) {
    try {
      const status = readFileSync(`/proc/${pid}/status`, "latin1");
      kib += Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0);
    } catch {
      // It ended while we looked.
    }
  }
  return kib;
}

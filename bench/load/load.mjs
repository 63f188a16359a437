// Chooses the load generator: wrk where it is installed, else our own raw client.
// @ts-check
/** @import { LoadGenerator } from "../types.ts" */
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { startOn } from "../system/processes.mjs";
import { findWrk } from "./wrk.mjs";

const script = fileURLToPath(new URL("raw-load.mjs", import.meta.url));

/** @returns {LoadGenerator} */
export function chooseLoad(/** @type {number} */ core, bodyBytes = 0) {
  return findWrk(core) ?? rawLoad(core, bodyBytes);
}

/** @returns {LoadGenerator} */
export function rawLoad(/** @type {number} */ core, bodyBytes = 0) {
  return {
    name: "own raw client (wrk is not installed)",
    async run({ port, seconds, connections }) {
      const args = [script, port, seconds, connections, bodyBytes].map(String);
      const { child, output } = startOn(core, process.execPath, args);
      await once(child, "close");
      return JSON.parse(output());
    },
  };
}

// Load by wrk, one thread, on the given core.
// @ts-check
/** @import { LoadGenerator } from "../types.ts" */
import { once } from "node:events";
import { probe, startOn } from "../system/processes.mjs";

/** @returns {LoadGenerator | undefined} */
export function findWrk(/** @type {number} */ core) {
  const version = /wrk \S*\d\S*/.exec(probe("wrk", ["-v"]) ?? "")?.[0];
  if (version === undefined) return undefined;
  return {
    name: version,
    async run({ port, seconds, connections }) {
      const args = ["-t1", `-c${connections}`, `-d${seconds}s`, `http://127.0.0.1:${port}/`];
      const { child, output } = startOn(core, "wrk", args);
      await once(child, "close");
      return parseWrk(output());
    },
  };
}

function parseWrk(/** @type {string} */ text) {
  const total = /(\d+) requests in ([\d.]+)(ms|s|m)/.exec(text);
  if (!total) throw new Error(`wrk said something unexpected: ${text}`);
  const unit = { ms: 0.001, s: 1, m: 60 }[/** @type {"ms" | "s" | "m"} */ (total[3])];
  const refused = Number(/Non-2xx or 3xx responses: (\d+)/.exec(text)?.[1] ?? 0);
  const errors = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(text);
  const broken = (errors?.slice(1) ?? []).reduce((sum, count) => sum + Number(count), 0);
  return { requests: Number(total[1]), seconds: Number(total[2]) * unit, failed: refused + broken };
}

// Starts the canned server on a core and asks it what it has served.
// @ts-check
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { startOn } from "../system/processes.mjs";

const script = fileURLToPath(new URL("canned-server.mjs", import.meta.url));

/** `bodyBytes` asks for a body of that size instead of the small one. */
export async function startBackend(/** @type {number} */ core, bodyBytes = 0) {
  const { child, stop } = startOn(core, process.execPath, [script, String(bodyBytes)], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const [{ ports }] = await once(child, "message");
  return {
    /** @type {readonly number[]} */
    ports,
    /** Requests so far, by port. @returns {Promise<readonly number[]>} */
    async served() {
      const answer = once(child, "message");
      child.send("served?");
      const [{ served }] = await answer;
      return served;
    },
    stop,
  };
}

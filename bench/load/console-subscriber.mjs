// A console that is attached: a process on the load's core that subscribes to every topic and reads what it is told.
// @ts-check
/** @import { ConsoleAddress } from "../types.ts" */
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { startOn } from "../system/processes.mjs";

const script = fileURLToPath(new URL("console-client.mjs", import.meta.url));

export async function attachConsole(
  /** @type {number} */ core,
  /** @type {ConsoleAddress} */ { url, token },
) {
  const { child, output, stop } = startOn(core, process.execPath, [script, url, token], {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const ended = once(child, "exit").then(() => {
    throw new Error(`the console's client ended: ${output()}`);
  });
  ended.catch(() => undefined);
  await Promise.race([once(child, "message"), ended]);
  return {
    /** Messages and bytes so far. @returns {Promise<{ messages: number, bytes: number }>} */
    async heard() {
      const answer = once(child, "message");
      child.send("heard?");
      const [heard] = await Promise.race([answer, ended]);
      return heard;
    },
    stop,
  };
}

// Free ports for programs that cannot choose one themselves, and waiting until somebody listens there.
// @ts-check
import { connect, createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** @returns {Promise<number>} */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** Rejects after `withinMs`, with what the process said. */
export async function untilListening(
  /** @type {number} */ port,
  /** @type {() => string} */ output,
  withinMs = 10_000,
) {
  const deadline = performance.now() + withinMs;
  while (performance.now() < deadline) {
    if (await accepts(port)) return;
    await pause(50);
  }
  throw new Error(`nobody listens on port ${port} after ${withinMs} ms: ${output()}`);
}

/** @returns {Promise<boolean>} */
function accepts(/** @type {number} */ port) {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

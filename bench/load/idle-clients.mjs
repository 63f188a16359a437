// Clients that ask once and then hold their connection, until they are ended. Arguments: port, connections. Tells its parent how
// many it holds once all are answered, or why it stopped short.
// @ts-check
import { connect } from "node:net";

const [port = 0, connections = 1] = process.argv.slice(2).map(Number);
const request = `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`;
/** Opened at a time, below what a listener's backlog takes. */
const atOnce = 100;
/** @type {Set<import("node:net").Socket>} */
const held = new Set();

/** @returns {Promise<void>} */
function hold() {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1" });
    socket.write(request);
    socket.once("data", () => {
      held.add(socket);
      resolve();
    });
    socket.on("error", reject);
    socket.on("close", () => {
      held.delete(socket);
      reject(new Error("a connection was closed"));
    });
  });
}

process.on("disconnect", () => process.exit(0));
try {
  for (let opened = 0; opened < connections; opened += atOnce) {
    const count = Math.min(atOnce, connections - opened);
    await Promise.all(Array.from({ length: count }, hold));
  }
  process.send?.({ held: held.size, why: "" });
} catch (error) {
  process.send?.({ held: held.size, why: error instanceof Error ? error.message : String(error) });
}

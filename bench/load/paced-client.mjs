// The process behind paced-load.mjs. Arguments: port, seconds, requests per second. Prints one JSON line. A latency runs from
// writing the request to the last byte of the answer; one that found every connection busy counts from when it was due.
// @ts-check
import { connect } from "node:net";
import { cannedBody } from "../backend/canned-answer.mjs";

const [port = 0, seconds = 1, ratePerSecond = 1] = process.argv.slice(2).map(Number);
const request = `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`;
const bodyLength = Buffer.byteLength(cannedBody);
const connections = 64;
const mostWaiting = 10_000;

/** @typedef {{ socket: import("node:net").Socket, sentAt: number, chunks: Buffer[] }} User */
/** @type {User[]} */
const free = [];
/** When requests that found no connection were due. @type {number[]} */
const waiting = [];
/** @type {number[]} */
const latencies = [];
let failed = 0;
let isOver = false;

function open() {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  /** @type {User} */
  const user = { socket, sentAt: 0, chunks: [] };
  socket.on("data", (chunk) => {
    user.chunks.push(chunk);
    const bytes = user.chunks.length === 1 ? chunk : Buffer.concat(user.chunks);
    const headEnd = bytes.indexOf("\r\n\r\n");
    if (headEnd < 0 || bytes.length < headEnd + 4 + bodyLength) return;
    latencies.push(performance.now() - user.sentAt);
    if (bytes.toString("latin1", 9, 10) !== "2") failed += 1;
    user.chunks = [];
    const due = waiting.shift();
    if (due === undefined) free.push(user);
    else ask(user, due);
  });
  socket.on("error", () => undefined);
  socket.on("close", () => {
    if (isOver) return;
    failed += 1;
    open();
  });
  socket.once("connect", () => free.push(user));
}

function ask(/** @type {User} */ user, /** @type {number} */ since) {
  user.sentAt = since;
  user.socket.write(request);
}

for (let index = 0; index < connections; index++) open();
await new Promise((resolve) => setTimeout(resolve, 200));

const startedAt = performance.now();
let asked = 0;
function tick() {
  const now = performance.now();
  const elapsedMs = now - startedAt;
  if (elapsedMs >= seconds * 1_000) {
    setTimeout(report, 200);
    return;
  }
  for (const due = (elapsedMs * ratePerSecond) / 1_000; asked < due; asked++) {
    // The latest used: a steady rate then keeps few connections busy, as a client's pool does.
    const user = free.pop();
    if (user) ask(user, performance.now());
    else if (waiting.length < mostWaiting) waiting.push(now);
    else failed += 1;
  }
  setTimeout(tick, 1);
}
tick();

function report() {
  isOver = true;
  latencies.sort((a, b) => a - b);
  const percentile = (/** @type {number} */ share) =>
    (latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0) * 1_000;
  const unanswered = asked - latencies.length;
  const result = {
    requests: latencies.length,
    failed: failed + unanswered,
    p50Micros: percentile(0.5),
    p99Micros: percentile(0.99),
  };
  process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(0));
}

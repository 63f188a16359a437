// Load without wrk: a process of raw sockets that ask again as soon as they are answered, and read no more than they must.
// Arguments: port, seconds, connections, bytes of the body or 0 for the small one. Prints one JSON line.
// @ts-check
import { connect } from "node:net";
import { cannedBody } from "../backend/canned-answer.mjs";

const [port = 0, seconds = 1, connections = 1, bodyBytes = 0] = process.argv.slice(2).map(Number);
const request = `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`;
const bodyLength = bodyBytes || Buffer.byteLength(cannedBody);
let requests = 0;
let failed = 0;
let isOver = false;

function user() {
  /** @type {Buffer[]} */
  let chunks = [];
  let length = 0;
  /** Bytes of the whole answer; known once its head is there. */
  let expected = 0;
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  socket.write(request);
  socket.on("data", (chunk) => {
    length += chunk.length;
    if (expected === 0) {
      chunks.push(chunk);
      const bytes = chunks.length === 1 ? chunk : Buffer.concat(chunks);
      const headEnd = bytes.indexOf("\r\n\r\n");
      if (headEnd < 0) return;
      expected = headEnd + 4 + bodyLength;
      if (bytes.toString("latin1", 9, 10) !== "2") failed++;
    }
    if (length < expected || isOver) return;
    requests++;
    if (length > expected) failed++;
    chunks = [];
    length = 0;
    expected = 0;
    socket.write(request);
  });
  socket.on("error", () => undefined);
  socket.on("close", () => {
    if (isOver) return;
    failed++;
    setTimeout(user, 10);
  });
}

const startedAt = performance.now();
for (let index = 0; index < connections; index++) user();
setTimeout(() => {
  isOver = true;
  const took = (performance.now() - startedAt) / 1_000;
  process.stdout.write(`${JSON.stringify({ requests, seconds: took, failed })}\n`, () =>
    process.exit(0),
  );
}, seconds * 1_000);

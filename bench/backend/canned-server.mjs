// The server behind every proxy of the bench, in a process of its own: three ports, one canned answer, as fast as Node can.
// Argument: bytes of the body, 0 for the small one. Tells its ports, and on request how many requests each has had, over the channel to its parent.
// @ts-check
import { createServer } from "node:net";
import { cannedAnswer } from "./canned-answer.mjs";

const ports = 3;
const answer = cannedAnswer(Number(process.argv[2] ?? 0));
const headEnd = Buffer.from("\r\n\r\n");
/** @type {number[]} */
const served = Array.from({ length: ports }, () => 0);

function open(/** @type {number} */ index) {
  const server = createServer({ noDelay: true }, (socket) => {
    let rest = Buffer.alloc(0);
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      // Requests have no body here, so a request is a head; nearly always one whole head is one chunk.
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      let from = 0;
      for (let at = bytes.indexOf(headEnd); at >= 0; at = bytes.indexOf(headEnd, from)) {
        from = at + headEnd.length;
        served[index] = (served[index] ?? 0) + 1;
        socket.write(answer);
      }
      rest = bytes.subarray(from);
    });
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
}

const opened = await Promise.all(served.map((_, index) => open(index)));
process.on("message", () => process.send?.({ served }));
process.on("disconnect", () => process.exit(0));
process.send?.({ ports: opened });

// Our parser held against Node's own: whatever ours accepts, that one accepts with the same requests and bodies.
import { createServer, type IncomingMessage, METHODS } from "node:http";
import type { Socket } from "node:net";
import { Duplex } from "node:stream";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { BodyReader, framingOverhead } from "../../../../balancer-core/proxy/http1/body-framing.ts";
import { RequestHead } from "../../../../balancer-core/proxy/http1/request-head.ts";
import { fuzzOptions, fuzzTestTimeoutMs } from "../../../support/fuzz-options.ts";

interface Read {
  readonly method: string;
  readonly body: string;
}

const limits = { headerBytes: 16_384, headers: 100 };

/** The whole requests ours reads before it refuses, waits for more or closes, and the bytes they took. */
function readByOurs(text: string): { requests: Read[]; bytes: string } {
  const requests: Read[] = [];
  const head = new RequestHead();
  let rest = Buffer.from(text, "latin1");
  while (rest.length > 0 && head.read(rest, limits) === "complete") {
    const reader = new BodyReader(head.bodyKind, head.contentLength);
    const out = Buffer.alloc(rest.length + framingOverhead);
    const written = reader.transfer(rest, head.bodyStart, rest.length, out, 0, false);
    if (reader.malformed || !reader.isDone) break;
    requests.push({ method: head.method, body: out.toString("latin1", 0, written) });
    rest = rest.subarray(Math.max(reader.position, head.bodyStart));
    if (!head.keepAlive) break;
  }
  return { requests, bytes: text.slice(0, text.length - rest.length) };
}

const server = createServer();
let received: Read[] = [];
server.on("request", (message: IncomingMessage, response) => {
  let body = "";
  message.setEncoding("latin1");
  message.on("data", (text: string) => {
    body += text;
  });
  message.on("end", () => {
    received.push({ method: message.method ?? "", body });
    response.end();
  });
  message.on("error", () => {});
});
server.on("clientError", (_error, socket) => void socket.destroy());

/** The same bytes read by Node's parser, over a socket that is only a pair of buffers. */
async function readByNode(text: string): Promise<Read[]> {
  received = [];
  const socket = new Duplex({ read() {}, write: (_chunk, _encoding, done) => done() });
  socket.on("error", () => {});
  server.emit("connection", socket as unknown as Socket);
  socket.push(Buffer.from(text, "latin1"));
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  for (let turns = 0; turns < 6; turns++) await turn();
  socket.destroy();
  return received;
}

const lines = fc.constantFrom(
  "Content-Length: 3",
  "Content-Length: 0",
  "Content-Length: 3\t",
  "content-length:3",
  "Content-Length: 03",
  "Content-Length: +3",
  "Content-Length: 3, 3",
  "Content-Length : 3",
  "Transfer-Encoding: chunked",
  "Transfer-Encoding: chunked\t",
  "transfer-encoding:\tchunked ",
  "Transfer-Encoding: gzip, chunked",
  "Transfer-Encoding: chunked, identity",
  "Transfer-Encoding: xchunked",
  " Transfer-Encoding: chunked",
  "Connection: close",
  "Connection: keep-alive",
  "X-A: b",
  "X-\x80: b",
  "X-A: \x01",
  "X-A: \xff",
  "X-A: a\rb",
  "X-A",
  ": a",
  "Host: a.example",
);
const firstLines = fc.constantFrom(
  "GET / HTTP/1.1",
  "POST /x HTTP/1.1",
  "PUT http://a.example/y HTTP/1.1",
  "OPTIONS * HTTP/1.1",
  "POST / HTTP/1.0",
  "GET  / HTTP/1.1",
  "GET /\x7f HTTP/1.1",
  "get / HTTP/1.1",
);
const ends = fc.constantFrom("\r\n", "\r\n", "\r\n", "\r\n", "\r\n", "\r\n", "\n", "\r", "\r\r\n");
const bodies = fc.constantFrom(
  "",
  "abc",
  "abcGET / HTTP/1.1\r\nHost: a.example\r\n\r\n",
  "3\r\nabc\r\n0\r\n\r\n",
  "3;a=b\r\nabc\r\n00\r\n\r\n",
  '3;a="b c"\r\nabc\r\n0\r\nX-T: 1\r\n\r\n',
  "3\r\nabc\r\n0\r\n\r\nGET / HTTP/1.1\r\nHost: a.example\r\n\r\n",
  "3 \r\nabc\r\n0\r\n\r\n",
  "0x3\r\nabc\r\n0\r\n\r\n",
  "3\nabc\n0\n\n",
  "0000000000000003\r\nabc\r\n0\r\n\r\n",
  "fffffffffffffffff\r\nabc\r\n",
);
/** A message put together from good and bad lines, nearly always with one host. */
const message = fc
  .tuple(firstLines, fc.array(fc.tuple(lines, ends), { maxLength: 4 }), ends, bodies)
  .map(
    ([first, fields, end, body]) =>
      `${first}\r\nHost: a.example\r\n${fields.map((line) => line.join("")).join("")}${end}${body}`,
  );
const places = fc.array(
  fc.tuple(
    fc.nat(200),
    fc.constantFrom("\r", "\n", " ", "\t", "\0", ":", ",", "0", ";", "\x80", "\xa0"),
  ),
  { maxLength: 2 },
);
const mutated = fc
  .tuple(message, places)
  .map(([text, insertions]) =>
    insertions.reduce(
      (bytes, [at, inserted]) => bytes.slice(0, at) + inserted + bytes.slice(at),
      text,
    ),
  );

afterAll(() => void server.close());

describe("the request parser against Node's", () => {
  async function agrees(text: string): Promise<number> {
    const ours = readByOurs(text);
    // Node reads a fixed list of methods; a relay passes any on.
    const isKnown = ours.requests.every(({ method }) => METHODS.includes(method));
    if (ours.requests.length === 0 || !isKnown) return 0;
    // Given exactly the bytes ours took, Node must find the same requests, nothing missing and nothing left.
    const nodes = await readByNode(ours.bytes);
    expect({ bytes: ours.bytes, requests: nodes }).toEqual({
      bytes: ours.bytes,
      requests: ours.requests,
    });
    return ours.requests.length;
  }

  it("accepts nothing that Node reads otherwise or refuses", {
    timeout: fuzzTestTimeoutMs,
  }, async () => {
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(mutated, async (text) => {
        accepted += await agrees(text);
      }),
      fuzzOptions({ runs: 12_000, seconds: 3 }),
    );
    // Comparing nothing would prove nothing.
    expect(accepted).toBeGreaterThan(100);
  });

  it("reads requests one behind the other where Node does", async () => {
    const text = "POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 3\r\n\r\nabc";
    expect(await agrees(text.repeat(3))).toBe(3);
  });
});

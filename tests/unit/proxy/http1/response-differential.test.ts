// Our reading of answers held against Node's: whatever ours accepts, that one accepts with the same status and content.
import { request } from "node:http";
import { Duplex } from "node:stream";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BodyReader, framingOverhead } from "../../../../balancer-core/proxy/http1/body-framing.ts";
import { ResponseHead } from "../../../../balancer-core/proxy/http1/response-head.ts";
import { fuzzOptions, fuzzTestTimeoutMs } from "../../../support/fuzz-options.ts";

interface Read {
  readonly status: number;
  readonly fields: number;
  readonly body: string;
}

/** The answer as we read it, when all of it is there, and the bytes it took. */
function readByOurs(text: string, isHead: boolean): { read: Read; bytes: string } | undefined {
  const head = new ResponseHead();
  let rest = Buffer.from(text, "latin1");
  for (;;) {
    if (head.read(rest, rest.length, isHead) !== "complete" || head.status === 101)
      return undefined;
    if (head.status >= 200) break;
    rest = rest.subarray(head.bodyStart);
  }
  const reader = new BodyReader(head.bodyKind, head.contentLength);
  const out = Buffer.alloc(rest.length + framingOverhead);
  const written = reader.transfer(rest, head.bodyStart, rest.length, out, 0, false);
  if (reader.malformed || !(reader.isDone || reader.kind === "until-close")) return undefined;
  const left = rest.length - Math.max(reader.position, head.bodyStart);
  return {
    read: {
      status: head.status,
      fields: head.fields.count,
      body: out.toString("latin1", 0, written),
    },
    bytes: text.slice(0, text.length - left),
  };
}

/** The same bytes, then the end, read by Node's client over a socket that is only a pair of buffers. */
function readByNode(text: string, isHead: boolean): Promise<Read | string> {
  const socket = new Duplex({ read() {}, write: (_chunk, _encoding, done) => done() });
  return new Promise((resolve) => {
    const outgoing = request(
      { method: isHead ? "HEAD" : "GET", createConnection: () => socket },
      (message) => {
        let body = "";
        message.setEncoding("latin1");
        message.on("data", (part: string) => {
          body += part;
        });
        message.on("error", (error) => resolve(error.message));
        message.on("end", () => {
          const { statusCode = 0, rawHeaders, complete } = message;
          const fields = rawHeaders.length / 2;
          resolve(complete ? { status: statusCode, fields, body } : "incomplete");
        });
      },
    );
    outgoing.on("error", (error) => resolve(error.message));
    outgoing.end();
    socket.push(Buffer.from(text, "latin1"));
    socket.push(null);
  });
}

const firstLines = fc.constantFrom(
  "HTTP/1.1 200 OK",
  "HTTP/1.1 200 OK",
  "HTTP/1.1 200 ",
  "HTTP/1.1 200",
  "HTTP/1.0 200 OK",
  "HTTP/1.1 204 No Content",
  "HTTP/1.1 304 Not Modified",
  "HTTP/1.1 599 \xff",
  "HTTP/1.1  200 OK",
  "HTTP/1.2 200 OK",
  "HTTP/1.1 20 OK",
  "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK",
  "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404 Not Found",
);
const lines = fc.constantFrom(
  "Content-Length: 3",
  "content-length:\t3 ",
  "Content-Length: 0",
  "Content-Length: 3\t",
  "Content-Length: +3",
  "Content-Length: 3, 3",
  "Content-Length : 3",
  "Transfer-Encoding: chunked",
  "Transfer-Encoding: chunked\t",
  "TRANSFER-ENCODING:CHUNKED",
  "Transfer-Encoding: gzip, chunked",
  "Transfer-Encoding: \xa0chunked",
  "Connection: close",
  "Connection: keep-alive",
  "X-A: b",
  "X-A:",
  "X-A: \xff",
  "X-A: \x01",
  "X-A: a\rb",
  " folded",
  "X-A",
  ": a",
);
const ends = fc.constantFrom("\r\n", "\r\n", "\r\n", "\r\n", "\r\n", "\r\n", "\n", "\r");
const bodies = fc.constantFrom(
  "",
  "abc",
  "abcdef",
  "3\r\nabc\r\n0\r\n\r\n",
  '3;a="b c"\r\nabc\r\n000\r\nX-T: 1\r\n\r\n',
  "3\r\nabc\r\n0\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
  "3 \r\nabc\r\n0\r\n\r\n",
  "3\nabc\n0\n\n",
);
const message = fc
  .tuple(firstLines, fc.array(fc.tuple(lines, ends), { maxLength: 3 }), ends, bodies)
  .map(
    ([first, fields, end, body]) =>
      `${first}\r\n${fields.map((line) => line.join("")).join("")}${end}${body}`,
  );
const places = fc.array(
  fc.tuple(fc.nat(120), fc.constantFrom("\r", "\n", " ", "\t", "\0", ":", ",", "0", ";", "\xa0")),
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

describe("the reading of answers against Node's", () => {
  it("accepts nothing that Node reads otherwise or refuses", {
    timeout: fuzzTestTimeoutMs,
  }, async () => {
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(mutated, fc.boolean(), async (text, isHead) => {
        const ours = readByOurs(text, isHead);
        if (ours === undefined) return;
        accepted++;
        expect({ bytes: ours.bytes, read: await readByNode(ours.bytes, isHead) }).toEqual(ours);
      }),
      fuzzOptions({ runs: 12_000, seconds: 3 }),
    );
    expect(accepted).toBeGreaterThan(100);
  });
});

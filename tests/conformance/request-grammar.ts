// Random streams of requests: good ones with bodies that look like requests, and bad ones between them.
import fc from "fast-check";
import { malformedRequests } from "./malformed-requests.ts";

export interface GoodRequest {
  readonly bytes: string;
  /** What a server behind must see, `METHOD target content`, once `target` is known. */
  readonly seen: string;
  readonly target: string;
  readonly closes: boolean;
}

export const smuggledHead = "GET /smuggled HTTP/1.1\r\nHost: a.example\r\n\r\n";

const content = fc.oneof(
  fc.constantFrom(
    "",
    "abc",
    smuggledHead,
    `0\r\n\r\n${smuggledHead}`,
    `\r\n\r\n${smuggledHead}`,
    "\r\n",
    "0\r\n\r\n",
    "HTTP/1.1 200 OK\r\n\r\n",
    "\0\xff\r\0\n",
    smuggledHead.repeat(40),
  ),
  fc.string({ maxLength: 60, unit: fc.nat(255).map((code) => String.fromCharCode(code)) }),
);

/** Fields that are good, if unusual, and do not frame. */
const extraLine = fc.constantFrom(
  "X-A: b",
  "X-A:",
  "x-a:\tb\t",
  "X-Long: \xe9\xff",
  'X-Quoted: "a\\"b"',
  "Cookie: a=b; c=d",
  "Connection: keep-alive",
  "Connection: X-A, content-length, transfer-encoding, host",
  "Keep-Alive: timeout=5",
  "TE: trailers",
  "Trailer: X-T",
  "Transfer_Encoding: chunked",
  "X-Transfer-Encoding: chunked",
  "Content-Length-X: 5",
  "Upgrade: h2c",
  "Proxy-Connection: keep-alive",
);
const extension = fc.constantFrom("", "", ";a", ";a=b", ';a="b;c\\""');
const trailer = fc.constantFrom("", "", "X-T: 1\r\n", "X-T: 1\r\nX-U:\r\n");

/** The content as chunks of random sizes, in random writings. */
const chunkedContent = (text: string) =>
  fc
    .tuple(
      fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), extension, fc.boolean(), fc.nat(3)), {
        minLength: 1,
        maxLength: 5,
      }),
      trailer,
    )
    .map(([sizes, trailers]) => {
      let body = "";
      for (let at = 0, index = 0; at < text.length; index++) {
        const [least, suffix, isUpper, zeros] = sizes[index % sizes.length] ?? [1, "", false, 0];
        // Few enough chunks that their extensions stay within the limit of a body.
        const size = Math.max(least, Math.ceil(text.length / 100));
        const piece = text.slice(at, at + size);
        const digits = "0".repeat(zeros) + piece.length.toString(16);
        body += `${isUpper ? digits.toUpperCase() : digits}${suffix}\r\n${piece}\r\n`;
        at += size;
      }
      return `${body}0\r\n${trailers}\r\n`;
    });

const shape = content.chain((text) =>
  fc.record({
    text: fc.constant(text),
    chunks: chunkedContent(text),
    framing: fc.constantFrom("none", "length", "chunked"),
    method: fc.constantFrom("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"),
    lines: fc.array(extraLine, { maxLength: 4 }),
    framingAt: fc.nat(4),
    isAbsolute: fc.boolean(),
    leadingEmptyLine: fc.boolean(),
    name: fc.constantFrom("upper", "lower", "usual"),
  }),
);

export type RequestShape = typeof shape extends fc.Arbitrary<infer Value> ? Value : never;

/** The request with its number in the target, so that every one is another. */
function write(one: RequestShape, number: number, closes: boolean): GoodRequest {
  const target = `/r${number}?x=${one.lines.length}`;
  const framing =
    one.framing === "chunked"
      ? "Transfer-Encoding: chunked"
      : one.framing === "length"
        ? `Content-Length: ${one.text.length}`
        : undefined;
  const lines: string[] = [...one.lines];
  if (framing !== undefined) {
    const written =
      one.name === "upper"
        ? framing.toUpperCase()
        : one.name === "lower"
          ? framing.toLowerCase()
          : framing;
    lines.splice(one.framingAt, 0, written);
  }
  if (closes) lines.push("Connection: close");
  const host = "Host: a.example";
  const line = `${one.method} ${one.isAbsolute ? "http://a.example" : ""}${target} HTTP/1.1`;
  const body = one.framing === "chunked" ? one.chunks : one.framing === "length" ? one.text : "";
  const empty = one.leadingEmptyLine ? "\r\n" : "";
  return {
    bytes: `${empty}${[line, host, ...lines].join("\r\n")}\r\n\r\n${body}`,
    seen: `${one.method} ${target} ${one.framing === "none" ? "" : one.text}`,
    target,
    closes,
  };
}

/** Whether these are bad depends on a listener's limits. */
const alwaysBad = malformedRequests.filter(({ code }) => !/TOO_(LARGE|LONG)$/.test(code));

export interface Stream {
  readonly bytes: string;
  /** What must be seen behind, in this order. */
  readonly seen: readonly string[];
  /** Lengths of the pieces in which the stream is sent, over and over. */
  readonly pieces: readonly number[];
}

/** Good requests, sometimes with a bad one among them, after which nothing counts. */
export const stream: fc.Arbitrary<Stream> = fc
  .record({
    shapes: fc.array(shape, { minLength: 1, maxLength: 6 }),
    closesAt: fc.option(fc.nat(5)),
    bad: fc.option(fc.constantFrom(...alwaysBad), { freq: 2 }),
    badAt: fc.nat(6),
    pieces: fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 4 }),
  })
  .map(({ shapes, closesAt, bad, badAt, pieces }) => {
    let bytes = "";
    const seen: string[] = [];
    let counts = true;
    shapes.forEach((one, index) => {
      if (bad && index === badAt) {
        bytes += bad.bytes;
        counts = false;
      }
      const good = write(one, index, index === closesAt);
      bytes += good.bytes;
      if (counts) seen.push(good.seen);
      if (good.closes) counts = false;
    });
    return { bytes, seen, pieces };
  });

/** The same with bytes put in, taken out or changed somewhere: nobody knows what is right, but all must agree. */
export const mutatedStream: fc.Arbitrary<Stream> = fc
  .tuple(
    stream,
    fc.array(
      fc.tuple(
        fc.nat(2_000),
        fc.nat(2),
        fc.constantFrom(
          "\r",
          "\n",
          "\r\n",
          " ",
          "\t",
          "\0",
          ":",
          ",",
          ";",
          "0",
          "1",
          "+",
          "\xa0",
          "\x0b",
          "chunked",
          "Content-Length: 1\r\n",
        ),
      ),
      { minLength: 1, maxLength: 3 },
    ),
  )
  .map(([{ bytes, seen, pieces }, mutations]) => {
    let mutated = bytes;
    for (const [place, removed, inserted] of mutations) {
      const at = place % (mutated.length + 1);
      mutated = mutated.slice(0, at) + inserted + mutated.slice(at + removed);
    }
    return { bytes: mutated, seen, pieces };
  });

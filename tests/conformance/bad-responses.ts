// Answers from servers that break a rule, or end in an unusual way: what the client must get, and that nothing of them lingers.

export interface ServerAnswer {
  readonly what: string;
  readonly rule: string;
  /** What the server writes once it has read the request's head. */
  readonly bytes: string;
  /** Whether the server closes behind its bytes. */
  readonly closes: boolean;
  /** The request's method and version. */
  readonly request: string;
  /**
   * `refused`: 502 UPSTREAM_BAD_RESPONSE. `reset`: 502 UPSTREAM_RESET. `cut`: the beginning, then the client's connection
   * ends unfinished. `whole`: everything, with this end.
   */
  readonly outcome: "refused" | "reset" | "cut" | "whole";
  /** For `whole` and `cut`: how the client's bytes end. */
  readonly end: string;
}

type Options = Partial<Omit<ServerAnswer, "what" | "rule" | "bytes" | "outcome">>;
const answer =
  (outcome: ServerAnswer["outcome"]) =>
  (
    what: string,
    rule: string,
    bytes: string,
    { closes = false, request = "GET / HTTP/1.1", end = "" }: Options = {},
  ): ServerAnswer => ({ what, rule, bytes, closes, request, outcome, end });
const refused = answer("refused");
const reset = answer("reset");
const cut = answer("cut");
const whole = answer("whole");

const ok = (lines: readonly string[], body = "") =>
  `${["HTTP/1.1 200 OK", ...lines].join("\r\n")}\r\n\r\n${body}`;
/** An answer that must never reach a client as the answer to another request. */
const poison = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison";
const head = { request: "HEAD / HTTP/1.1" };
const old = { request: "GET / HTTP/1.0" };

const statusLines: ServerAnswer[] = [
  ...[
    "HTTP/2.0 200 OK",
    "HTTP/1.2 200 OK",
    "http/1.1 200 OK",
    "HTTP/1.1  200 OK",
    "HTTP/1.1\t200 OK",
    "HTTP/1.1 20 OK",
    "HTTP/1.1 2000 OK",
    "HTTP/1.1 +20 OK",
    "HTTP/1.1 099 OK",
    "HTTP/1.1 200 O\0K",
    "HTTP/1.1 200 O\rK",
    "HTTP/1.1 200OK",
    "ICY 200 OK",
    "SSH-2.0-OpenSSH_9.2",
    "\x15\x03\x01\x00\x02\x02\x0a",
    " HTTP/1.1 200 OK",
    "\r\nHTTP/1.1 200 OK",
  ].map((line) =>
    refused(
      `a status line ${JSON.stringify(line)}`,
      "RFC 9112, 4",
      `${line}\r\nContent-Length: 0\r\n\r\n`,
    ),
  ),
  refused("bare LF behind the status line", "RFC 9112, 2.2", "HTTP/1.1 200 OK\nX-A: 1\r\n\r\n"),
];

const fields: ServerAnswer[] = [
  ...[
    ["a folded value", "RFC 9112, 5.2", "X-A: a\r\n b"],
    ["a space before the colon", "RFC 9112, 5.1", "X-A : a"],
    ["a name with a space", "RFC 9110, 5.1", "X A: a"],
    ["no colon", "RFC 9112, 5", "X-A"],
    ["no name", "RFC 9110, 5.1", ": a"],
    ["NUL in a value", "RFC 9110, 5.5", "X-A: a\0"],
    ["bare LF in a value", "RFC 9112, 2.2", "X-A: a\nSet-Cookie: b=c"],
    ["bare CR in a value", "RFC 9112, 2.2", "X-A: a\rSet-Cookie: b=c"],
    ["a signed length", "RFC 9110, 8.6", "Content-Length: +2"],
    ["a negative length", "RFC 9110, 8.6", "Content-Length: -2"],
    ["a list of lengths", "RFC 9110, 8.6", "Content-Length: 2, 2"],
    ["a length with a tab behind it", "Node's parser", "Content-Length: 2\t"],
    ["a coding with a tab behind it", "Node's parser", "Transfer-Encoding: chunked \t"],
    ["an empty length", "RFC 9110, 8.6", "Content-Length:"],
    ["a length over 2^53", "RFC 9110, 8.6", "Content-Length: 9007199254740992"],
    ["two lengths", "RFC 9112, 6.3", "Content-Length: 2\r\nContent-Length: 3"],
    ["length and coding", "RFC 9112, 6.3", "Content-Length: 2\r\nTransfer-Encoding: chunked"],
    ["coding and length", "RFC 9112, 6.3", "Transfer-Encoding: chunked\r\nContent-Length: 2"],
    ["an unknown coding", "RFC 9112, 6.1", "Transfer-Encoding: xchunked"],
    ["chunked and something", "RFC 9112, 6.3", "Transfer-Encoding: chunked, identity"],
    ["something and chunked", "RFC 9112, 6.1", "Transfer-Encoding: gzip, chunked"],
    ["a coding behind U+00A0", "RFC 9112, 6.1", "Transfer-Encoding: \xa0chunked"],
    ["two codings", "RFC 9112, 6.1", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked"],
    ["a head too large", "our limit of 64 KiB", `X-A: ${"a".repeat(66_000)}`],
    ["too many fields", "our limit of 500", Array(501).fill("A: 1").join("\r\n")],
  ].map(([what, rule, lines]) => refused(`${what}`, `${rule}`, ok([`${lines}`], "ok"))),
  refused(
    "a coding on HTTP/1.0",
    "RFC 9112, 6.1",
    "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
  ),
];

const interim: ServerAnswer[] = [
  refused(
    "101 that nobody asked for",
    "RFC 9110, 15.2.2",
    `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n${poison}`,
  ),
  refused(
    "interim answers without an end",
    "our limit of 16",
    "HTTP/1.1 102 Processing\r\n\r\n".repeat(40),
  ),
  refused(
    "a bad answer behind an interim one",
    "RFC 9112, 4",
    "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/9.9 200 OK\r\n\r\n",
    old,
  ),
  whole(
    "an interim answer for HTTP/1.0",
    "RFC 9110, 15.2",
    `HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${ok(["Content-Length: 2"], "ok")}${poison}`,
    { ...old, end: "\r\n\r\nok" },
  ),
  whole(
    "100 that nobody waits for",
    "RFC 9110, 10.1.1",
    `HTTP/1.1 100 Continue\r\n\r\n${ok(["Content-Length: 2"], "ok")}${poison}`,
    { end: "\r\n\r\nok" },
  ),
];

const chunk = (body: string) => ok(["Transfer-Encoding: chunked"], body);
const broken: ServerAnswer[] = [
  reset("no answer", "RFC 9112, 8", "", { closes: true }),
  reset("half a head", "RFC 9112, 8", "HTTP/1.1 200 OK\r\nContent-Le", { closes: true }),
  cut("a body too short", "RFC 9112, 8", ok(["Content-Length: 10"], "short"), {
    closes: true,
    end: "short",
  }),
  ...[
    ["chunks without the last one", "5\r\nshort\r\n"],
    ["a chunk that breaks off", "a\r\nshort"],
    ["chunks without the last line", "5\r\nshort\r\n0\r\n"],
  ].map(([what, body]) =>
    cut(`${what}`, "RFC 9112, 8", chunk(`${body}`), { closes: true, end: "5\r\nshort\r\n" }),
  ),
  ...[
    ["a chunk size with a sign", "5\r\nshort\r\n+2\r\nok\r\n0\r\n\r\n"],
    ["a chunk size with a space", "5\r\nshort\r\n2 \r\nok\r\n0\r\n\r\n"],
    ["a chunk size that overflows", "5\r\nshort\r\n10000000000000002\r\nok\r\n0\r\n\r\n"],
    ["bare LF behind a chunk", "5\r\nshort\n0\r\n\r\n"],
    ["a trailer that frames", "5\r\nshort\r\n0\r\nContent-Length: 3\r\n\r\n"],
    ["a trailer that sets a cookie", "5\r\nshort\r\n0\r\nSet-Cookie: a=b\r\n\r\n"],
    ["a trailer that is folded", "5\r\nshort\r\n0\r\nX-A: a\r\n b\r\n\r\n"],
  ].map(([what, body]) =>
    cut(`${what}`, "RFC 9112, 7.1", chunk(`${body}${poison}`), { end: "5\r\nshort\r\n" }),
  ),
  cut("a length to HTTP/1.0 too short", "RFC 9112, 8", ok(["Content-Length: 10"], "short"), {
    ...old,
    closes: true,
    end: "short",
  }),
];

const leftOver: ServerAnswer[] = [
  whole("bytes behind a length", "RFC 9112, 9.2", ok(["Content-Length: 2"], `ok${poison}`), {
    end: "\r\n\r\nok",
  }),
  whole("bytes behind the last chunk", "RFC 9112, 9.2", chunk(`2\r\nok\r\n0\r\n\r\n${poison}`), {
    end: "\r\n0\r\n\r\n",
  }),
  whole("a body behind HEAD", "RFC 9110, 9.3.2", ok(["Content-Length: 82"], poison), {
    ...head,
    end: "Content-Length: 82\r\n\r\n",
  }),
  whole("chunks behind HEAD", "RFC 9110, 9.3.2", chunk(`0\r\n\r\n${poison}`), {
    ...head,
    end: "\r\n\r\n",
  }),
  ...["204 No Content", "304 Not Modified"].map((status) =>
    whole(
      `a body behind ${status}`,
      "RFC 9112, 6.3",
      `HTTP/1.1 ${status}\r\nX-A: 1\r\n\r\n${poison}`,
      {
        end: "X-A: 1\r\n\r\n",
      },
    ),
  ),
  whole(
    "a length on 204",
    "RFC 9110, 8.6",
    `HTTP/1.1 204 No Content\r\nContent-Length: 6\r\n\r\n${poison}`,
    { end: "204 No Content\r\n\r\n" },
  ),
  whole("a body up to the close", "RFC 9112, 6.3", ok([], "to the end"), {
    closes: true,
    end: "0\r\n\r\n",
  }),
  whole("a body up to the close for HTTP/1.0", "RFC 9112, 6.3", ok([], "to the end"), {
    ...old,
    closes: true,
    end: "\r\n\r\nto the end",
  }),
  whole("chunks for HTTP/1.0", "RFC 9112, 7.1", chunk("2\r\nok\r\n0\r\n\r\n"), {
    ...old,
    closes: true,
    end: "\r\n\r\nok",
  }),
  whole("HTTP/1.0 that closes", "RFC 9112, 9.3", "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok", {
    end: "\r\n\r\nok",
  }),
  whole(
    "a server that says close",
    "RFC 9112, 9.6",
    ok(["Content-Length: 2", "Connection: close"], "ok"),
    {
      end: "\r\n\r\nok",
    },
  ),
  whole("an answer before the body is there", "RFC 9110, 7.5", ok(["Content-Length: 2"], "ok"), {
    request: "POST / HTTP/1.1\r\nContent-Length: 1000",
    end: "\r\n\r\nok",
  }),
];

export const serverAnswers: readonly ServerAnswer[] = [
  ...statusLines,
  ...fields,
  ...interim,
  ...broken,
  ...leftOver,
];

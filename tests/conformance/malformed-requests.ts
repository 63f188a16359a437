// Requests that break a rule, each with the rule, the answer it must get, and how much of it a server behind may see.
import type { ErrorCode } from "../../balancer-core/contract/error-codes.ts";

export interface MalformedRequest {
  readonly what: string;
  /** Section that forbids it, or that lets us refuse it. */
  readonly rule: string;
  readonly bytes: string;
  readonly status: number;
  readonly code: ErrorCode;
  /** The head is good and may be on its way to a server when the body turns out to be bad. */
  readonly headMayPass: boolean;
}

/** Limits of the listener that these are sent to, so that what is too large is still small. */
export const limits = { headerBytes: "1KiB", headers: 12, bodyBytes: "1KiB" };

const row =
  (status: number, code: ErrorCode, headMayPass = false) =>
  (what: string, rule: string, bytes: string): MalformedRequest => ({
    what,
    rule,
    bytes,
    status,
    code,
    headMayPass,
  });
const bad = row(400, "MALFORMED_REQUEST");
const badBody = row(400, "MALFORMED_REQUEST", true);

/** A request that must never be taken for one. */
const smuggled = "GET /smuggled HTTP/1.1\r\nHost: a.example\r\n\r\n";
const get = (...lines: string[]) =>
  `${["GET / HTTP/1.1", "Host: a.example", ...lines].join("\r\n")}\r\n\r\n`;
const post = (lines: readonly string[], body = "") =>
  `${["POST /bad HTTP/1.1", "Host: a.example", ...lines].join("\r\n")}\r\n\r\n${body}`;
const coded = (value: string, colon = ": ") =>
  post([`Transfer-Encoding${colon}${value}`], `0\r\n\r\n${smuggled}`);
const sized = (value: string) => post([`Content-Length${value}`], `abc${smuggled}`);
const chunks = (body: string) => post(["Transfer-Encoding: chunked"], body);

const framing: MalformedRequest[] = [
  bad(
    "Content-Length and Transfer-Encoding",
    "RFC 9112, 6.1 and 6.3",
    post(["Content-Length: 4", "Transfer-Encoding: chunked"], `0\r\n\r\n${smuggled}`),
  ),
  bad(
    "Transfer-Encoding and Content-Length",
    "RFC 9112, 6.1 and 6.3",
    post(
      ["Transfer-Encoding: chunked", "Content-Length: 50"],
      `5e\r\n${smuggled}\r\n0\r\n\r\n${smuggled}`,
    ),
  ),
  ...[
    "chunked, identity",
    "chunked, chunked",
    "xchunked",
    "chunkedx",
    "identity",
    "gzip",
    "chunked;q=1",
    '"chunked"',
    "chunked,",
    "",
    "\x0bchunked",
    "\x0cchunked",
    "chunked\x00",
    "\xa0chunked",
    "chunked\xa0",
    "chunked\x85",
    "c hunked",
  ].map((value) =>
    bad(`Transfer-Encoding of ${JSON.stringify(value)}`, "RFC 9112, 6.3", coded(value)),
  ),
  ...["gzip, chunked", "identity, chunked", ",chunked"].map((value) =>
    row(501, "UNSUPPORTED_TRANSFER_CODING")(
      `Transfer-Encoding of ${JSON.stringify(value)}`,
      "RFC 9112, 6.1",
      coded(value),
    ),
  ),
  ...[" : ", "\t: ", "\r\n : ", "\n: ", "\x00: "].map((colon) =>
    bad(
      `Transfer-Encoding behind the name with ${JSON.stringify(colon)}`,
      "RFC 9112, 5.1",
      coded("chunked", colon),
    ),
  ),
  bad(
    "Transfer-Encoding twice",
    "RFC 9112, 6.1",
    post(["Transfer-Encoding: chunked", "Transfer-Encoding: identity"], `0\r\n\r\n${smuggled}`),
  ),
  bad(
    "Transfer-Encoding of HTTP/1.0",
    "RFC 9112, 6.1",
    `POST / HTTP/1.0\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
  ),
  bad(
    "a line that continues Transfer-Encoding",
    "RFC 9112, 5.2",
    post(["Transfer-Encoding:", " chunked"], `0\r\n\r\n${smuggled}`),
  ),
  bad(
    "two lengths that differ",
    "RFC 9112, 6.3",
    post(["Content-Length: 3", "Content-Length: 49"], `abc${smuggled}`),
  ),
  bad(
    "two lengths that agree",
    "RFC 9110, 8.6",
    post(["Content-Length: 3", "Content-Length: 3"], "abc"),
  ),
  ...[
    ": +3",
    ": -3",
    ": 3, 3",
    ": 3 3",
    ": 0x3",
    ": 3.0",
    ": 3e0",
    ":",
    ": three",
    ": 9007199254740992",
    ": 18446744073709551619",
    ": 3\xa0",
    ": \xb3",
    " : 3",
    "\t: 3",
  ].map((value) =>
    bad(`Content-Length written ${JSON.stringify(value)}`, "RFC 9110, 8.6", sized(value)),
  ),
];

const lines: MalformedRequest[] = [
  bad(
    "bare LF behind the request line",
    "RFC 9112, 2.2",
    "GET / HTTP/1.1\nHost: a.example\r\n\r\n",
  ),
  bad("bare LF behind a field", "RFC 9112, 2.2", get("X-A: 1\nX-B: 2")),
  bad("bare LF at the end of the head", "RFC 9112, 2.2", `GET / HTTP/1.1\r\nHost: a.example\r\n\n`),
  bad(
    "bare CR behind the request line",
    "RFC 9112, 2.2",
    "GET / HTTP/1.1\rHost: a.example\r\n\r\n",
  ),
  bad("bare CR in a value", "RFC 9112, 2.2", get("X-A: a\rTransfer-Encoding: chunked")),
  bad("two CR before LF", "RFC 9112, 2.2", get("X-A: a\r")),
  bad("two empty lines before the request", "RFC 9112, 2.2", `\r\n\r\n${get()}`),
  bad("bare LF before the request", "RFC 9112, 2.2", `\n${get()}`),
  bad("NUL in a value", "RFC 9110, 5.5", get("X-A: a\0b")),
  bad("a control character in a value", "RFC 9110, 5.5", get("X-A: a\x01b")),
  bad("DEL in a value", "RFC 9110, 5.5", get("X-A: a\x7fb")),
  bad("a folded value", "RFC 9112, 5.2", get("X-A: a", " b")),
  bad("a value folded with a tab", "RFC 9112, 5.2", get("X-A: a", "\tb")),
  bad(
    "white space before the first field",
    "RFC 9112, 2.2",
    "GET / HTTP/1.1\r\n Host: a.example\r\n\r\n",
  ),
  bad("a space before the colon", "RFC 9112, 5.1", get("X-A : 1")),
  bad("a space in a name", "RFC 9110, 5.1", get("X A: 1")),
  bad("no colon", "RFC 9112, 5", get("X-A")),
  bad("no name", "RFC 9110, 5.1", get(": 1")),
  bad("NUL in a name", "RFC 9110, 5.1", get("X-\0A: 1")),
  bad("obs-text in a name", "RFC 9110, 5.1", get("X-\xc4: 1")),
  bad("a slash in a name", "RFC 9110, 5.1", get("X/A: 1")),
  bad("no Host", "RFC 9112, 3.2", "GET / HTTP/1.1\r\nX-A: 1\r\n\r\n"),
  bad("an empty Host", "RFC 9112, 3.2", "GET / HTTP/1.1\r\nHost:\r\n\r\n"),
  bad("two Hosts", "RFC 9112, 3.2", get("Host: b.example")),
  bad("two equal Hosts", "RFC 9112, 3.2", get("Host: a.example")),
  ...[
    "a b",
    "a.example, b.example",
    "u@a.example",
    "a.example/x",
    "a:x",
    "a:1:2",
    "[::1",
    ":80",
    "a\\b",
    "\xe4",
  ].map((host) =>
    bad(
      `Host of ${JSON.stringify(host)}`,
      "RFC 9110, 7.2",
      `GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
    ),
  ),
];

const requestLine = (line: string) => `${line}\r\nHost: a.example\r\n\r\n`;
const requestLines: MalformedRequest[] = [
  ...[
    ["two spaces before the target", "GET  / HTTP/1.1"],
    ["a tab before the target", "GET\t/ HTTP/1.1"],
    ["two spaces behind the target", "GET /  HTTP/1.1"],
    ["a space in the target", "GET /a b HTTP/1.1"],
    ["a space at the end", "GET / HTTP/1.1 "],
    ["a space at the beginning", " GET / HTTP/1.1"],
    ["no target", "GET HTTP/1.1"],
    ["no version", "GET /"],
    ["a version in lower case", "GET / http/1.1"],
    ["a version without minor", "GET / HTTP/1"],
    ["a version with more digits", "GET / HTTP/1.10"],
    ["a version with a sign", "GET / HTTP/+1.1"],
    ["another protocol", "GET / HTCPCP/1.0"],
    ["a method with a colon", "GE:T / HTTP/1.1"],
    ["a method in quotes", '"GET" / HTTP/1.1'],
    ["a method that is endless", `${"A".repeat(33)} / HTTP/1.1`],
    ["NUL in the target", "GET /\0 HTTP/1.1"],
    ["obs-text in the target", "GET /\xe4 HTTP/1.1"],
    ["a fragment", "GET /a#b HTTP/1.1"],
    ["CR in the target", "GET /a\rb HTTP/1.1"],
  ].map(([what, line]) => bad(`${what}`, "RFC 9112, 3", requestLine(`${line}`))),
  ...[
    ["another authority than Host", "GET http://b.example/ HTTP/1.1"],
    ["another port than Host", "GET http://a.example:81/ HTTP/1.1"],
    ["user information", "GET http://a.example@b.example/ HTTP/1.1"],
    ["another scheme", "GET ftp://a.example/ HTTP/1.1"],
    ["no authority", "GET http:///x HTTP/1.1"],
    ["authority form", "GET a.example:80 HTTP/1.1"],
    ["asterisk form without OPTIONS", "GET * HTTP/1.1"],
    ["a relative path", "GET x HTTP/1.1"],
    ["a backslash for a scheme", "GET \\\\b.example\\x HTTP/1.1"],
  ].map(([what, line]) => bad(`${what}`, "RFC 9112, 3.2", requestLine(`${line}`))),
  row(501, "METHOD_NOT_SUPPORTED")(
    "CONNECT",
    "RFC 9110, 9.3.6",
    `CONNECT a.example:443 HTTP/1.1\r\nHost: a.example:443\r\n\r\n${smuggled}`,
  ),
  ...["HTTP/2.0", "HTTP/0.9", "HTTP/1.2", "HTTP/9.9"].map((version) =>
    row(505, "HTTP_VERSION_NOT_SUPPORTED")(
      version,
      "RFC 9110, 15.6.6",
      requestLine(`GET / ${version}`),
    ),
  ),
  bad("HTTP/0.9 without a version", "RFC 9112, 2.3", "GET /\r\n"),
  bad("a TLS ClientHello", "RFC 9112, 3", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"),
  bad("a PROXY line nobody asked for", "RFC 9112, 3", `PROXY TCP4 1.1.1.1 2.2.2.2 1 2\r\n${get()}`),
  bad("an SSH greeting", "RFC 9112, 3", "SSH-2.0-OpenSSH_9.2\r\n"),
];

const sizes: MalformedRequest[] = [
  row(414, "REQUEST_TARGET_TOO_LONG")(
    "a target too long",
    "RFC 9112, 3",
    requestLine(`GET /${"a".repeat(1_100)} HTTP/1.1`),
  ),
  row(431, "REQUEST_HEAD_TOO_LARGE")(
    "a head too large",
    "RFC 6585, 5",
    get(`X-A: ${"a".repeat(1_100)}`),
  ),
  row(431, "REQUEST_HEAD_TOO_LARGE")(
    "a head that never ends",
    "RFC 6585, 5",
    `GET / HTTP/1.1\r\nHost: a.example\r\nX-${"a".repeat(1_100)}`,
  ),
  row(431, "REQUEST_HEAD_TOO_LARGE")(
    "too many fields",
    "RFC 6585, 5",
    get(...Array.from({ length: 12 }, () => "A: 1")),
  ),
  row(413, "REQUEST_BODY_TOO_LARGE")(
    "a length over the limit",
    "RFC 9110, 15.5.14",
    post(["Content-Length: 1025"]),
  ),
  row(413, "REQUEST_BODY_TOO_LARGE", true)(
    "chunks over the limit",
    "RFC 9110, 15.5.14",
    chunks(`401\r\n${"a".repeat(1_025)}\r\n0\r\n\r\n`),
  ),
];

const chunked: MalformedRequest[] = [
  ...[
    ["a chunk size with +", "+3\r\nabc\r\n0\r\n\r\n"],
    ["a chunk size with -", "-3\r\nabc\r\n0\r\n\r\n"],
    ["a chunk size with 0x", "0x3\r\nabc\r\n0\r\n\r\n"],
    ["a chunk size with a space behind", "3 \r\nabc\r\n0\r\n\r\n"],
    ["a chunk size with a tab behind", "3\t\r\nabc\r\n0\r\n\r\n"],
    ["a chunk size with a space before", " 3\r\nabc\r\n0\r\n\r\n"],
    ["a chunk size with an underscore", "0_3\r\nabc\r\n0\r\n\r\n"],
    ["a chunk size of 17 digits", "00000000000000003\r\nabc\r\n0\r\n\r\n"],
    ["a chunk size over 2^53", "20000000000000\r\nabc\r\n0\r\n\r\n"],
    ["a chunk size over 2^64", "10000000000000003\r\nabc\r\n0\r\n\r\n"],
    ["no chunk size", "\r\nabc\r\n0\r\n\r\n"],
    ["a chunk size that is no number", "xyz\r\nabc\r\n0\r\n\r\n"],
    ["bare LF behind a chunk size", "3\nabc\r\n0\r\n\r\n"],
    ["bare CR behind a chunk size", "3\rabc\r\n0\r\n\r\n"],
    ["bare LF behind a chunk", "3\r\nabc\n0\r\n\r\n"],
    ["a chunk longer than its size", `3\r\nabcd\r\n0\r\n\r\n${smuggled}`],
    ["a chunk shorter than its size", `4\r\nabc\r\n0\r\n\r\n${smuggled}`],
    ["bare LF behind the last chunk", `0\n\r\n${smuggled}`],
    ["bare LF at the end of the body", `0\r\n\n${smuggled}`],
    ["bare CR at the end of the body", `0\r\n\r${smuggled}`],
    ["NUL in an extension", "3;a\0=b\r\nabc\r\n0\r\n\r\n"],
    ["bare LF in an extension", "3;a\nb\r\nabc\r\n0\r\n\r\n"],
    ["bare CR in an extension", "3;a=b\rc\r\nabc\r\n0\r\n\r\n"],
    ["bare LF in a quoted extension", '3;a="\n"\r\nabc\r\n0\r\n\r\n'],
    ["an extension without a name", "3;\r\nabc\r\n0\r\n\r\n"],
    ["extensions over the limit", `3;${"a".repeat(4_100)}\r\nabc\r\n0\r\n\r\n`],
  ].map(([what, body]) => badBody(`${what}`, "RFC 9112, 7.1", chunks(`${body}`))),
  ...[
    "Content-Length: 3",
    "Transfer-Encoding: chunked",
    "Host: b.example",
    "Connection: close",
    "Upgrade: x",
    "Expect: 100-continue",
    "Authorization: Basic x",
    "Cookie: a=b",
    "Content-Type: text/html",
    "Content-Encoding: gzip",
    "X-Forwarded-For: 6.6.6.6",
    "Forwarded: for=6.6.6.6",
    "X-A : 1",
    "X-A: a\0",
    " folded",
  ].map((line) =>
    badBody(
      `a trailer ${JSON.stringify(line)}`,
      "RFC 9110, 6.5.1",
      chunks(`3\r\nabc\r\n0\r\n${line}\r\n\r\n`),
    ),
  ),
  badBody(
    "trailers over the limit",
    "RFC 9110, 6.5.1",
    chunks(`0\r\n${Array.from({ length: 40 }, (_, index) => `X-${index}: 1\r\n`).join("")}\r\n`),
  ),
];

export const malformedRequests: readonly MalformedRequest[] = [
  ...framing,
  ...lines,
  ...requestLines,
  ...sizes,
  ...chunked,
];

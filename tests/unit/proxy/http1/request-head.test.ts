// Which request heads are read and which are refused, whole and split at every byte.
import { describe, expect, it } from "vitest";
import { RequestHead } from "../../../../balancer-core/proxy/http1/request-head.ts";

const limits = { headerBytes: 16_384, headers: 100 };

function read(text: string) {
  const head = new RequestHead();
  const outcome = head.read(Buffer.from(text, "latin1"), limits);
  return { head, outcome };
}

const host = "Host: a.example\r\n";
const get = (fields: string) => `GET / HTTP/1.1\r\n${host}${fields}\r\n`;

const accepted: [string, string, Partial<RequestHead>][] = [
  ["a simple request", get(""), { method: "GET", target: "/", bodyKind: "none", keepAlive: true }],
  ["an empty line before it", `\r\n${get("")}`, { method: "GET" }],
  ["any token as method", `PROPFIND-x / HTTP/1.1\r\n${host}\r\n`, { method: "PROPFIND-x" }],
  ["HTTP/1.0 without a host", "GET /a HTTP/1.0\r\n\r\n", { keepAlive: false, host: "" }],
  [
    "HTTP/1.0 that keeps alive",
    `GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n`,
    { keepAlive: true },
  ],
  ["close among other words", get("Connection: x-a, CLOSE\r\n"), { keepAlive: false }],
  ["close and what only looks like it", get("Connection: close\xa0\r\n"), { keepAlive: true }],
  ["a length", get("Content-Length: 12\r\n"), { bodyKind: "length", contentLength: 12 }],
  ["a length of nothing", get("Content-Length: 0\r\n"), { bodyKind: "none", contentLength: 0 }],
  ["the largest length", get(`Content-Length: ${2 ** 53 - 1}\r\n`), { contentLength: 2 ** 53 - 1 }],
  ["chunks", get("Transfer-Encoding: Chunked\r\n"), { bodyKind: "chunked" }],
  ["white space around a value", get("Content-Length: \t 3  \r\n"), { contentLength: 3 }],
  ["an empty value", get("X-Empty:\r\n"), {}],
  ["obs-text in a value", get("X-Name: \xe9\xff\r\n"), {}],
  ["an absolute target", `GET http://A.example/x?y HTTP/1.1\r\n${host}\r\n`, { target: "/x?y" }],
  [
    "an absolute target without path",
    `GET http://a.example HTTP/1.1\r\n${host}\r\n`,
    { target: "/" },
  ],
  [
    "an absolute target with query only",
    `GET http://a.example?q HTTP/1.1\r\n${host}\r\n`,
    { target: "/?q" },
  ],
  ["OPTIONS for the server", `OPTIONS * HTTP/1.1\r\n${host}\r\n`, { target: "*" }],
  [
    "OPTIONS for the server, absolute",
    `OPTIONS http://a.example HTTP/1.1\r\n${host}\r\n`,
    { target: "*" },
  ],
  ["an IPv6 host", "GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", { host: "[::1]:80" }],
  ["an expectation", get("Expect: 100-Continue\r\n"), { expectsContinue: true }],
  ["an upgrade", get("Connection: Upgrade\r\nUpgrade: websocket\r\n"), { upgradeIndex: 2 }],
  ["an upgrade without Connection", get("Upgrade: websocket\r\n"), { upgradeIndex: -1 }],
  [
    "an upgrade to h2c, which is not passed on",
    get("Connection: Upgrade\r\nUpgrade: h2c\r\n"),
    { upgradeIndex: -1 },
  ],
];

const refused: [string, string, string][] = [
  [
    "both framings",
    get("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n"),
    "MALFORMED_REQUEST",
  ],
  ["two lengths", get("Content-Length: 1\r\nContent-Length: 2\r\n"), "MALFORMED_REQUEST"],
  ["the same length twice", get("Content-Length: 1\r\nContent-Length: 1\r\n"), "MALFORMED_REQUEST"],
  ["a list of lengths", get("Content-Length: 1, 1\r\n"), "MALFORMED_REQUEST"],
  ["a signed length", get("Content-Length: +1\r\n"), "MALFORMED_REQUEST"],
  ["a negative length", get("Content-Length: -1\r\n"), "MALFORMED_REQUEST"],
  ["an empty length", get("Content-Length:\r\n"), "MALFORMED_REQUEST"],
  ["a length with a space inside", get("Content-Length: 1 2\r\n"), "MALFORMED_REQUEST"],
  ["a length with a tab behind it", get("Content-Length: 1 \t \r\n"), "MALFORMED_REQUEST"],
  ["a coding with a tab behind it", get("Transfer-Encoding: chunked\t\r\n"), "MALFORMED_REQUEST"],
  ["a hexadecimal length", get("Content-Length: 0x1\r\n"), "MALFORMED_REQUEST"],
  ["a length above 2^53-1", get("Content-Length: 9007199254740992\r\n"), "MALFORMED_REQUEST"],
  ["a length of 17 digits", get("Content-Length: 00000000000000001\r\n"), "MALFORMED_REQUEST"],
  ["a coding that is not chunked", get("Transfer-Encoding: gzip\r\n"), "MALFORMED_REQUEST"],
  ["chunked that is not last", get("Transfer-Encoding: chunked, gzip\r\n"), "MALFORMED_REQUEST"],
  ["chunked twice", get("Transfer-Encoding: chunked, chunked\r\n"), "MALFORMED_REQUEST"],
  [
    "two coding fields",
    get("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"),
    "MALFORMED_REQUEST",
  ],
  ["an almost chunked coding", get("Transfer-Encoding: xchunked\r\n"), "MALFORMED_REQUEST"],
  ["a coding behind U+00A0", get("Transfer-Encoding: \xa0chunked\r\n"), "MALFORMED_REQUEST"],
  ["chunked with a parameter", get("Transfer-Encoding: chunked;a=b\r\n"), "MALFORMED_REQUEST"],
  ["an empty coding", get("Transfer-Encoding:\r\n"), "MALFORMED_REQUEST"],
  [
    "a coding on HTTP/1.0",
    `POST / HTTP/1.0\r\n${host}Transfer-Encoding: chunked\r\n\r\n`,
    "MALFORMED_REQUEST",
  ],
  [
    "an unknown coding before chunked",
    get("Transfer-Encoding: gzip, chunked\r\n"),
    "UNSUPPORTED_TRANSFER_CODING",
  ],
  ["a bare LF behind the request line", `GET / HTTP/1.1\n${host}\r\n`, "MALFORMED_REQUEST"],
  ["a bare LF behind a field", `GET / HTTP/1.1\r\nHost: a\nX: 1\r\n\r\n`, "MALFORMED_REQUEST"],
  ["a bare CR in a value", get("X: a\rb\r\n"), "MALFORMED_REQUEST"],
  ["a bare LF as the end", `GET / HTTP/1.1\r\n${host}\n`, "MALFORMED_REQUEST"],
  ["NUL in a value", get("X: a\0b\r\n"), "MALFORMED_REQUEST"],
  ["DEL in a value", get("X: a\x7fb\r\n"), "MALFORMED_REQUEST"],
  ["a control in the target", `GET /\x01 HTTP/1.1\r\n${host}\r\n`, "MALFORMED_REQUEST"],
  ["a tab in the request line", `GET\t/ HTTP/1.1\r\n${host}\r\n`, "MALFORMED_REQUEST"],
  ["two spaces in the request line", `GET  / HTTP/1.1\r\n${host}\r\n`, "MALFORMED_REQUEST"],
  ["a space before the colon", get("X : 1\r\n"), "MALFORMED_REQUEST"],
  ["folding", get("X: 1\r\n 2\r\n"), "MALFORMED_REQUEST"],
  ["a first field that is folded", `GET / HTTP/1.1\r\n ${host}\r\n`, "MALFORMED_REQUEST"],
  ["an empty name", get(": 1\r\n"), "MALFORMED_REQUEST"],
  ["a name that is no token", get("X(: 1\r\n"), "MALFORMED_REQUEST"],
  ["a line without a colon", get("X\r\n"), "MALFORMED_REQUEST"],
  ["no host", "GET / HTTP/1.1\r\n\r\n", "MALFORMED_REQUEST"],
  ["two hosts", `GET / HTTP/1.1\r\n${host}${host}\r\n`, "MALFORMED_REQUEST"],
  ["two hosts on HTTP/1.0", `GET / HTTP/1.0\r\n${host}${host}\r\n`, "MALFORMED_REQUEST"],
  ["an empty host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", "MALFORMED_REQUEST"],
  ["a host with a path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", "MALFORMED_REQUEST"],
  ["a host with user information", "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n", "MALFORMED_REQUEST"],
  ["a host with two ports", "GET / HTTP/1.1\r\nHost: a:1:2\r\n\r\n", "MALFORMED_REQUEST"],
  ["a host that is a list", "GET / HTTP/1.1\r\nHost: a, b c\r\n\r\n", "MALFORMED_REQUEST"],
  [
    "another authority in the target",
    `GET http://b.example/ HTTP/1.1\r\n${host}\r\n`,
    "MALFORMED_REQUEST",
  ],
  [
    "user information in the target",
    `GET http://u@a.example/ HTTP/1.1\r\n${host}\r\n`,
    "MALFORMED_REQUEST",
  ],
  ["a target without slash", `GET x HTTP/1.1\r\n${host}\r\n`, "MALFORMED_REQUEST"],
  ["a fragment", `GET /#x HTTP/1.1\r\n${host}\r\n`, "MALFORMED_REQUEST"],
  ["asterisk form for GET", `GET * HTTP/1.1\r\n${host}\r\n`, "MALFORMED_REQUEST"],
  ["HTTP/0.9", "GET /\r\n\r\n", "MALFORMED_REQUEST"],
  ["another protocol", `GET / HTTX/1.1\r\n${host}\r\n`, "MALFORMED_REQUEST"],
  ["a TLS greeting", "\x16\x03\x01\x02\x00\x01", "MALFORMED_REQUEST"],
  ["CONNECT", `CONNECT a.example:443 HTTP/1.1\r\n${host}\r\n`, "METHOD_NOT_SUPPORTED"],
  ["HTTP/1.2", `GET / HTTP/1.2\r\n${host}\r\n`, "HTTP_VERSION_NOT_SUPPORTED"],
  ["HTTP/2.0", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "HTTP_VERSION_NOT_SUPPORTED"],
];

describe("a request head", () => {
  it.each(accepted)("is read: %s", (_name, text, expected) => {
    const { head, outcome } = read(text);
    expect(outcome).toBe("complete");
    expect(head).toMatchObject(expected);
    expect(head.bodyStart).toBe(text.length);
  });

  it.each(refused)("is refused: %s", (_name, text, code) => {
    expect(read(text).outcome).toBe(code);
  });

  it.each(accepted)("is the same split at every byte: %s", (_name, text) => {
    for (let length = 0; length < text.length; length++) {
      expect(read(text.slice(0, length)).outcome).toBe("incomplete");
    }
  });

  it.each(refused)("is refused as well when it comes byte by byte: %s", (_name, text, code) => {
    const outcomes = new Set<string>();
    for (let length = 0; length <= text.length; length++)
      outcomes.add(read(text.slice(0, length)).outcome);
    outcomes.delete("incomplete");
    expect([...outcomes]).toEqual([code]);
  });

  it("is limited in bytes, in fields and in its target", () => {
    const small = { headerBytes: 100, headers: 2 };
    const outcome = (text: string) => new RequestHead().read(Buffer.from(text), small);
    expect(outcome(get("A: 1\r\n"))).toBe("complete");
    expect(outcome(get("A: 1\r\nB: 1\r\n"))).toBe("REQUEST_HEAD_TOO_LARGE");
    expect(outcome(get(`A: ${"x".repeat(100)}\r\n`))).toBe("REQUEST_HEAD_TOO_LARGE");
    expect(outcome(get("").slice(0, -2).padEnd(101, "x"))).toBe("REQUEST_HEAD_TOO_LARGE");
    expect(outcome(`GET /${"x".repeat(100)}`)).toBe("REQUEST_TARGET_TOO_LONG");
  });

  it("looks at a host that is not the one before, however like it", () => {
    const head = new RequestHead();
    const outcome = (name: string) =>
      head.read(Buffer.from(`GET /${name} HTTP/1.1\r\nHost: ${name}\r\n\r\n`, "latin1"), limits);
    expect(outcome("a.example")).toBe("complete");
    for (const other of ["a@example", "a.exampl\xe9", "a/example"]) {
      expect(outcome(other)).toBe("MALFORMED_REQUEST");
    }
    expect(outcome("b.example")).toBe("complete");
    expect([head.target, head.host]).toEqual(["/b.example", "b.example"]);
  });

  it("leaves nothing of one request to the next", () => {
    const head = new RequestHead();
    head.read(
      Buffer.from(get("Connection: close, x-a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n")),
      limits,
    );
    head.read(Buffer.from(get("")), limits);
    expect(head).toMatchObject({
      keepAlive: true,
      expectsContinue: false,
      bodyKind: "none",
      contentLength: -1,
    });
    expect(head.connection.listed).toBeNull();
  });
});

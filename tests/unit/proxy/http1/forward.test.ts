// How heads are rewritten on their way, byte for byte.
import { describe, expect, it } from "vitest";
import {
  ClientFields,
  forwardRequestHead,
  givenRequestId,
} from "../../../../balancer-core/proxy/http1/forward-request.ts";
import {
  isSmallAnswer,
  responseHeadOverhead,
  smallAnswerText,
  writeResponseHead,
} from "../../../../balancer-core/proxy/http1/forward-response.ts";
import { ownAnswer } from "../../../../balancer-core/proxy/http1/own-answer.ts";
import { RequestHead } from "../../../../balancer-core/proxy/http1/request-head.ts";
import { ResponseHead } from "../../../../balancer-core/proxy/http1/response-head.ts";

const limits = { headerBytes: 16_384, headers: 100 };

function forwarded(text: string, address = "10.0.0.1", isTrusted = false): string {
  const bytes = Buffer.from(text, "latin1");
  const head = new RequestHead();
  expect(head.read(bytes, limits)).toBe("complete");
  const client = new ClientFields(address, "127.0.0.1", 8080);
  return forwardRequestHead(bytes, head, client, "id-1", isTrusted);
}

const about = (host: string) =>
  `X-Forwarded-For: 10.0.0.1\r\nX-Forwarded-Proto: http\r\nX-Forwarded-Host: ${host}\r\n` +
  `X-Forwarded-Port: 8080\r\nForwarded: for=10.0.0.1;host="${host}";proto=http\r\nX-Request-Id: id-1\r\n\r\n`;

describe("a forwarded request head", () => {
  it("keeps order, case, spacing and duplicates of what travels on", () => {
    const kept = "Host:  a \r\nAccept: x\r\nTrailer: X-Sum\r\ncOOkie: 1\r\ncOOkie: 2\r\n";
    expect(forwarded(`GET /p?q HTTP/1.1\r\n${kept}\r\n`)).toBe(
      `GET /p?q HTTP/1.1\r\n${kept}${about("a")}`,
    );
  });

  it.each([
    ["an empty line before it", "\r\nGET /p HTTP/1.1\r\nHost: a\r\n\r\n"],
    ["its whole target", "GET http://a/p HTTP/1.1\r\nHost: a\r\n\r\n"],
    ["an older version", "GET /p HTTP/1.0\r\nHost: a\r\n\r\n"],
  ])("has the request line of a server's request when the client's had %s", (_, text) => {
    expect(forwarded(text)).toBe(`GET /p HTTP/1.1\r\nHost: a\r\n${about("a")}`);
  });

  it("drops what ends at this hop and what only we may say", () => {
    const dropped = [
      "Connection: keep-alive, X-Secret, Host",
      "Keep-Alive: 5",
      "TE: trailers",
      "Upgrade: x",
      "Proxy: http://evil",
      "Proxy-Connection: x",
      "Proxy-Authorization: x",
      "HTTP2-Settings: x",
      "X-Secret: 1",
      "Forwarded: for=1",
      "X-Forwarded-For: 1",
      "x-forwarded-anything: 1",
      "X-Real-IP: 1",
      "X-Request-Id: two words",
    ].join("\r\n");
    expect(forwarded(`GET / HTTP/1.1\r\n${dropped}\r\nHost: a\r\nX-B: 1\r\n\r\n`)).toBe(
      `GET / HTTP/1.1\r\nHost: a\r\nX-B: 1\r\n${about("a")}`,
    );
  });

  it.each([
    ["POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 007\r\n\r\n", "Content-Length: 7\r\n"],
    [
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: CHUNKED\r\n\r\n",
      "Transfer-Encoding: chunked\r\n",
    ],
    ["POST / HTTP/1.1\r\nHost: a\r\n\r\n", "Content-Length: 0\r\n"],
    [
      "POST / HTTP/1.1\r\nHost: a\r\nConnection: Content-Length\r\nContent-Length: 5\r\n\r\n",
      "Content-Length: 5\r\n",
    ],
    ["GET / HTTP/1.1\r\nHost: a\r\n\r\n", ""],
  ])("frames %j with a line of its own", (text, line) => {
    const expected = `${text.split(" ")[0]} / HTTP/1.1\r\nHost: a\r\n${line}${about("a")}`;
    expect(forwarded(text)).toBe(expected);
  });

  it("keeps what a trusted proxy said and adds to it", () => {
    const said = [
      "X-Forwarded-For: 203.0.113.5",
      "x-forwarded-for: 10.1.1.1",
      "X-Forwarded-Proto: https",
      "X-Forwarded-Host: shop.example",
      "X-Forwarded-Port: 443",
      "X-Forwarded-Prefix: /shop",
      "X-Real-IP: 203.0.113.5",
      'Forwarded: for="[2001:db8::5]:4711";by=_gate',
    ].join("\r\n");
    expect(forwarded(`GET / HTTP/1.1\r\nHost: a\r\n${said}\r\n\r\n`, "2001:db8::1", true)).toBe(
      "GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-Prefix: /shop\r\nX-Real-IP: 203.0.113.5\r\n" +
        "X-Forwarded-For: 203.0.113.5, 10.1.1.1, 2001:db8::1\r\nX-Forwarded-Proto: https\r\n" +
        "X-Forwarded-Host: shop.example\r\nX-Forwarded-Port: 443\r\n" +
        'Forwarded: for="[2001:db8::5]:4711";by=_gate, for="[2001:db8::1]";host="a";proto=http\r\n' +
        "X-Request-Id: id-1\r\n\r\n",
    );
  });

  it.each([false, true])(
    "drops fields that servers would read as ours for their underscores, trusted: %s",
    (isTrusted) => {
      const kept = "X_Own: 1\r\nX_Forwarded: 2\r\nX-Forward_For: 3\r\n";
      const dropped = [
        "X_Forwarded_For",
        "x-forwarded_for",
        "X_FORWARDED_Proto",
        "X_Forwarded-New",
        "X_Real_IP",
        "X-REAL_IP",
        "x_real-ip",
      ];
      const lines = dropped.map((name) => `${name}: 203.0.113.5\r\n`).join("");
      expect(
        forwarded(`GET / HTTP/1.1\r\nHost: a\r\n${kept}${lines}\r\n`, "10.0.0.1", isTrusted),
      ).toBe(`GET / HTTP/1.1\r\nHost: a\r\n${kept}${about("a")}`);
    },
  );

  it("says it all itself when a trusted proxy said nothing, or something without an end", () => {
    expect(forwarded("GET / HTTP/1.1\r\nHost: a\r\n\r\n", "10.0.0.1", true)).toBe(
      `GET / HTTP/1.1\r\nHost: a\r\n${about("a")}`,
    );
    const open = 'GET / HTTP/1.1\r\nHost: a\r\nForwarded: for="1.2.3.4\r\n\r\n';
    expect(forwarded(open, "10.0.0.1", true)).toBe(`GET / HTTP/1.1\r\nHost: a\r\n${about("a")}`);
  });

  it("passes an upgrade on with a Connection line of its own", () => {
    expect(
      forwarded(
        "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n\r\n",
      ),
    ).toBe(
      `GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n${about("a")}`,
    );
  });

  it("speaks HTTP/1.1 for an HTTP/1.0 client and gives the host it left out", () => {
    expect(forwarded("GET / HTTP/1.0\r\nX: 1\r\n\r\n")).toBe(
      `GET / HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nX: 1\r\n${about("127.0.0.1:8080")}`,
    );
  });

  it("quotes an IPv6 client where the grammar asks for it", () => {
    const text = forwarded("GET / HTTP/1.1\r\nHost: a\r\n\r\n", "::1");
    expect(text).toContain('Forwarded: for="[::1]";host="a";proto=http\r\n');
    expect(text).toContain("X-Forwarded-For: ::1\r\n");
  });

  it.each([
    ["abc-1", "abc-1"],
    ["a".repeat(129), undefined],
    ["", undefined],
    ['"quoted"', undefined],
  ])("keeps a request's id %j only as one short token", (given, expected) => {
    const bytes = Buffer.from(`GET / HTTP/1.1\r\nHost: a\r\nX-Request-Id: ${given}\r\n\r\n`);
    const head = new RequestHead();
    head.read(bytes, limits);
    expect(givenRequestId(bytes, head)).toBe(expected);
  });
});

function answered(
  text: string,
  framing: Parameters<typeof writeResponseHead>[2],
  extra = "",
): string {
  const bytes = Buffer.from(text, "latin1");
  const head = new ResponseHead();
  expect(head.read(bytes, bytes.length, false)).toBe("complete");
  const out = Buffer.alloc(bytes.length + responseHeadOverhead + extra.length);
  return out.toString("latin1", 0, writeResponseHead(bytes, head, framing, extra, out, 0));
}

describe("a response head for the client", () => {
  const keep = { asChunks: false, keepAlive: true, minorVersion: 1 };

  it("keeps its fields and loses those of the server's hop", () => {
    expect(
      answered(
        "HTTP/1.0 200 Fine\r\nSet-Cookie: a\r\nConnection: keep-alive, x-b\r\nX-B: 1\r\nSet-Cookie: b\r\nKeep-Alive: 5\r\nContent-Length: 3\r\n\r\n",
        keep,
      ),
    ).toBe("HTTP/1.1 200 Fine\r\nSet-Cookie: a\r\nSet-Cookie: b\r\nContent-Length: 3\r\n\r\n");
  });

  it("says how it is framed and whether the connection goes on", () => {
    const text = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    expect(answered(text, { ...keep, asChunks: true }, "X-E: 1\r\n")).toBe(
      "HTTP/1.1 200 OK\r\nX-E: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
    );
    expect(answered(text, { ...keep, keepAlive: false })).toBe(
      "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n",
    );
    expect(answered(text, { ...keep, minorVersion: 0 })).toBe(
      "HTTP/1.1 200 OK\r\nConnection: keep-alive\r\n\r\n",
    );
  });

  it("takes a length away from 204 and leaves it on 304", () => {
    expect(answered("HTTP/1.1 204 No\r\nContent-Length: 3\r\n\r\n", keep)).toBe(
      "HTTP/1.1 204 No\r\n\r\n",
    );
    expect(answered("HTTP/1.1 304 No\r\nContent-Length: 3\r\n\r\n", keep)).toContain(
      "Content-Length: 3",
    );
  });
});

describe("a small answer that came whole", () => {
  const content = "\u0000caf\u00e9\u00ff";
  const withLength = `Content-Length: ${content.length}\r\n`;
  const read = (text: string) => {
    const bytes = Buffer.from(text, "latin1");
    const head = new ResponseHead();
    expect(head.read(bytes, bytes.length, false)).toBe("complete");
    return { bytes, head };
  };

  it.each([
    ["nothing to change", `HTTP/1.1 200 OK\r\nA: 1\r\n${withLength}\r\n${content}`],
    ["no field", `HTTP/1.1 304\r\n\r\n`],
    [
      "an older version",
      `HTTP/1.0 200 OK\r\n${withLength}Connection: keep-alive\r\n\r\n${content}`,
    ],
    [
      "fields of its hop",
      `HTTP/1.1 200 OK\r\nConnection: x-b\r\nX-B: 1\r\n${withLength}\r\n${content}`,
    ],
    ["the last field dropped", `HTTP/1.1 404 \r\n${withLength}Keep-Alive: 5\r\n\r\n${content}`],
    ["a length that may not be", "HTTP/1.1 204 No\r\nContent-Length: 3\r\n\r\n"],
  ])("reads the same as head and content that go apart, with %s", (_, text) => {
    const { bytes, head } = read(text);
    expect(isSmallAnswer(head, bytes.length)).toBe(true);
    for (const extra of ["", "Set-Cookie: a\r\n"]) {
      for (const keepAlive of [true, false]) {
        for (const minorVersion of [0, 1]) {
          const framing = { asChunks: false, keepAlive, minorVersion };
          expect(smallAnswerText(bytes, head, framing, extra, bytes.length)).toBe(
            answered(text, framing, extra) + text.slice(head.bodyStart),
          );
        }
      }
    }
  });

  it("is only what has its own framing, is all there, and has nothing behind it", () => {
    const isSmall = (text: string) => {
      const { bytes, head } = read(text);
      return isSmallAnswer(head, bytes.length);
    };
    expect(isSmall("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc")).toBe(true);
    expect(isSmall("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab")).toBe(false);
    expect(isSmall("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcd")).toBe(false);
    expect(isSmall("HTTP/1.1 204 No\r\n\r\nx")).toBe(false);
    expect(isSmall("HTTP/1.1 200 OK\r\n\r\nabc")).toBe(false);
    expect(isSmall("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")).toBe(false);
    const long = "x".repeat(5_000);
    expect(isSmall(`HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n${long}`)).toBe(false);
  });
});

describe("an answer of our own", () => {
  const options = { isHead: false, keepAlive: true, minorVersion: 1, extraLines: "" };

  it("says status, code and one sentence", () => {
    expect(ownAnswer("NO_ROUTE", options).toString()).toBe(
      "HTTP/1.1 421 Misdirected Request\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 51\r\n" +
        "X-Evenkeel-Error: NO_ROUTE\r\n\r\n421 No route of this listener matches the request.\n",
    );
  });

  it("tells a client when to come back, and shows HEAD no content", () => {
    const text = ownAnswer("QUEUE_FULL", { ...options, isHead: true, keepAlive: false }).toString();
    expect(text).toMatch(/Retry-After: 1\r\nConnection: close\r\n\r\n$/);
  });
});

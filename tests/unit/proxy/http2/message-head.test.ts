// Heads between HTTP/2 and the form of HTTP/1.1: what is written, and what can never be written.
import { describe, expect, it } from "vitest";
import { Budget } from "../../../../balancer-core/proxy/http2/budget.ts";
import {
  headersOf,
  requestHeaders,
  requestText,
  responseText,
  trailerLines,
} from "../../../../balancer-core/proxy/http2/message-head.ts";

const get = [":method", "GET", ":scheme", "https", ":authority", "a.example", ":path", "/x?y"];

describe("a request's list", () => {
  it("becomes a head with Host first and one cookie last", () => {
    const list = [...get, "cookie", "a=1", "x-b", "2", "cookie", "c=3", "te", "trailers"];
    expect(requestText(list, true)).toEqual({
      text: "GET /x?y HTTP/1.1\r\nHost: a.example\r\nx-b: 2\r\ncookie: a=1; c=3\r\n\r\n",
      acceptsTrailers: true,
    });
  });

  it("goes out in chunks only when something follows and no length is given", () => {
    expect(requestText(get, false)?.text).toContain("Transfer-Encoding: chunked\r\n");
    expect(requestText([...get, "content-length", "3"], false)?.text).not.toContain("Transfer");
    expect(requestText([...get, "content-length", "3"], true)).toBeNull();
    expect(requestText([...get, "content-length", "0"], true)).not.toBeNull();
  });

  it("takes the authority from Host when there is no other", () => {
    const list = [":method", "GET", ":scheme", "http", ":path", "/", "host", "b.example"];
    expect(requestText(list, true)?.text).toContain("host: b.example\r\n");
  });

  it("keeps bytes above ASCII as they are", () => {
    expect(requestText([...get, "x-a", "\xe9"], true)?.text).toContain("x-a: \xe9\r\n");
    expect(requestText([...get, "x-a", "\u0100"], true)).toBeNull();
  });

  it.each([
    [["x-a", "1\r\nx-b: 2"]],
    [["x-a", "1\n"]],
    [["x-a", "1\0"]],
    [["x-a\r\n", "1"]],
    [["x:a", "1"]],
    [["x a", "1"]],
    [["X-A", "1"]],
    [["", "1"]],
    [["connection", "close"]],
    [["transfer-encoding", "chunked"]],
    [["host", "b.example"]],
    [["te", "gzip"]],
    [[":path", "/late"]],
  ])("is no request with %j", (field) => {
    expect(requestText([...get, ...field], true)).toBeNull();
  });

  it.each([
    [":path", "/ HTTP/1.1\r\nx: y"],
    [":path", "/a b"],
    [":path", "//x\0"],
    [":path", "http://b.example/"],
    [":method", "GET /"],
    [":method", ""],
    [":scheme", "ftp"],
    [":authority", "a\r\nb: c"],
  ])("is no request with %s of %j", (name, value) => {
    const list = get.map((part, index) => (get[index - 1] === name ? value : part));
    expect(requestText(list, true)).toBeNull();
  });
});

describe("an answer's list", () => {
  it("becomes a head, unless it has what HTTP/2 must not have", () => {
    expect(responseText([":status", "200", "x-a", "1"])).toBe("HTTP/1.1 200 OK\r\nx-a: 1\r\n\r\n");
    expect(responseText([":status", "200", "connection", "close"])).toBeNull();
    expect(responseText([":status", "20x"])).toBeNull();
    expect(responseText(["x-a", "1"])).toBeNull();
  });

  it("loses trailers that frame, route or say how content is read", () => {
    const list = [
      "grpc-status",
      "0",
      "content-length",
      "5",
      "host",
      "x",
      "set-cookie",
      "a",
      "x",
      "1\n",
    ];
    expect(trailerLines(list)).toBe("grpc-status: 0\r\n");
  });
});

describe("lines", () => {
  it("become fields, those that repeat one list, cookies as they must", () => {
    const lines =
      "X-A: 1\r\nx-a: 2\r\nSet-Cookie: a\r\nSet-Cookie: b\r\nSet-Cookie: c\r\nCookie: d\r\nCookie: e\r\n";
    expect({ ...headersOf(lines) }).toEqual({
      "x-a": "1, 2",
      "set-cookie": ["a", "b", "c"],
      cookie: "d; e",
    });
  });

  it("become the head of a request without what HTTP/1.1 alone has", () => {
    const head = "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nX-A: 1\r\n\r\n";
    expect({ ...requestHeaders(head, "http", true) }).toEqual({
      ...{ ":method": "POST", ":scheme": "http", ":authority": "a", ":path": "/x" },
      ...{ "x-a": "1", te: "trailers" },
    });
  });
});

describe("a budget", () => {
  it("allows so many at once, and so many a second from then on", () => {
    const budget = new Budget(3, 2, 0);
    expect([0, 0, 0, 0].map((now) => budget.take(now))).toEqual([true, true, true, false]);
    expect(new Budget(1, 2, 0).take(0)).toBe(true);
    const slow = new Budget(1, 2, 0);
    expect([0, 400, 1_200].map((now) => slow.take(now))).toEqual([true, false, true]);
  });
});

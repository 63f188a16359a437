// Which response heads are passed on, how their bodies end, and which are refused.
import { describe, expect, it } from "vitest";
import { ResponseHead } from "../../../../balancer-core/proxy/http1/response-head.ts";

function read(text: string, isHeadRequest = false) {
  const head = new ResponseHead();
  const bytes = Buffer.from(text, "latin1");
  return { head, outcome: head.read(bytes, bytes.length, isHeadRequest) };
}

describe("a response head", () => {
  it.each([
    [
      "a length",
      "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n",
      { bodyKind: "length", keepAlive: true },
    ],
    ["chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", { bodyKind: "chunked" }],
    ["the connection's end", "HTTP/1.1 200 OK\r\n\r\n", { bodyKind: "until-close" }],
    ["HTTP/1.0", "HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\n", { keepAlive: false }],
    [
      "HTTP/1.0 kept alive",
      "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n",
      { keepAlive: true, bodyKind: "none" },
    ],
    [
      "a close",
      "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
      { keepAlive: false },
    ],
    ["no reason and no space", "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", { status: 200 }],
    ["204 with a length", "HTTP/1.1 204 No\r\nContent-Length: 5\r\n\r\n", { bodyKind: "none" }],
    [
      "304 with a coding",
      "HTTP/1.1 304 No\r\nTransfer-Encoding: chunked\r\n\r\n",
      { bodyKind: "none" },
    ],
    [
      "a time for idle connections",
      "HTTP/1.1 200 OK\r\nKeep-Alive: max=5, timeout=7\r\n\r\n",
      { keepAliveSeconds: 7 },
    ],
  ])("is read with %s, also split at every byte", (_name, text, expected) => {
    expect(read(text).outcome).toBe("complete");
    expect(read(text).head).toMatchObject(expected);
    for (let length = 0; length < text.length; length++) {
      expect(read(text.slice(0, length)).outcome).toBe("incomplete");
    }
  });

  it("has no body when the request was HEAD", () => {
    expect(read("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", true).head.bodyKind).toBe("none");
  });

  it.each([
    ["another protocol", "SSH-2.0-x\r\n"],
    ["HTTP/2", "HTTP/2.0 200 OK\r\n\r\n"],
    ["a status of two digits", "HTTP/1.1 20 OK\r\n\r\n"],
    ["a status of four digits", "HTTP/1.1 2000 OK\r\n\r\n"],
    ["a status below 100", "HTTP/1.1 099 X\r\n\r\n"],
    ["a bare LF", "HTTP/1.1 200 OK\nContent-Length: 1\r\n\r\n"],
    ["folding", "HTTP/1.1 200 OK\r\nX: 1\r\n 2\r\n\r\n"],
    ["both framings", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"],
    ["two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n"],
    ["a length that is none", "HTTP/1.1 200 OK\r\nContent-Length: a\r\n\r\n"],
    ["another coding", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"],
    ["a coding on HTTP/1.0", "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"],
    ["no end", `HTTP/1.1 200 OK\r\nX: ${"x".repeat(70_000)}`],
  ])("is refused with %s", (_name, text) => {
    expect(read(text).outcome).toBe("malformed");
  });
});

// The part of a request that a hash or a session goes by: found as written, once, or not there at all.
import { describe, expect, it } from "vitest";
import type { RequestPart } from "../../../../balancer-core/algorithms/request-part.ts";
import { RequestHead } from "../../../../balancer-core/proxy/http1/request-head.ts";
import { requestPart } from "../../../../balancer-core/proxy/http1/request-part.ts";

function partOf(part: RequestPart, target: string, fields = ""): string | undefined {
  const bytes = Buffer.from(`GET ${target} HTTP/1.1\r\nHost: a\r\n${fields}\r\n`, "latin1");
  const head = new RequestHead();
  expect(head.read(bytes, { headerBytes: 16_384, headers: 100 })).toBe("complete");
  return requestPart(part, head, bytes);
}

describe("the part of a request", () => {
  it.each([
    ["/a/b", "/a/b"],
    ["/a?x=1", "/a"],
    ["http://a/b?c", "/b"],
  ])("is the path of %s without its query", (target, path) => {
    expect(partOf({ kind: "path" }, target)).toBe(path);
  });

  it("is a header field whatever its case, all of its lines as one", () => {
    const part = { kind: "header", name: "x-user" } as const;
    expect(partOf(part, "/", "X-User: 7\r\n")).toBe("7");
    expect(partOf(part, "/", "X-User: 7\r\nx-user: 8\r\n")).toBe("7, 8");
    expect(partOf(part, "/", "X-Users: 7\r\n")).toBeUndefined();
  });

  it.each([
    ["Cookie: sid=1\r\n", "1"],
    ["Cookie: asid=0; sid=1; sid=2\r\n", "1"],
    ["Cookie: a=sid=3;sid = 4\r\n", "4"],
    ["Cookie: a=1\r\nCookie: sid=5\r\n", "5"],
    ["Cookie: sid\r\n", undefined],
    ["", undefined],
  ])("is the first cookie of that name in %j", (fields, value) => {
    expect(partOf({ kind: "cookie", name: "sid" }, "/", fields)).toBe(value);
  });

  it.each([
    ["/?user=1", "1"],
    ["/?a=user=2&user=3&user=4", "3"],
    ["/?users=1&user=", ""],
    ["/?auser=1&users=2", undefined],
    ["/user=1", undefined],
  ])("is the first parameter of that name in the query of %s", (target, value) => {
    expect(partOf({ kind: "query", name: "user" }, target)).toBe(value);
  });
});

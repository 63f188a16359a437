// Answers to checks, in every framing and cut into every kind of pieces.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AnswerEnd, HttpAnswer } from "../../../balancer-core/health/http-answer.ts";

/** The end of an answer that arrives in pieces of this size and is then closed. */
function read(text: string, { size = text.length, isHead = false, keepsBody = true } = {}) {
  const bytes = Buffer.from(text, "latin1");
  const answer = new HttpAnswer(isHead, keepsBody);
  for (let at = 0; at < bytes.length; at += size) {
    const end = answer.take(bytes.subarray(at, at + size));
    if (end) return end;
  }
  return answer.closed();
}

const answered = (status: number, body = ""): AnswerEnd => ({ kind: "answered", status, body });
const head = "HTTP/1.1 200 OK\r\n";

describe("an answer to a check", () => {
  it.each<[string, AnswerEnd]>([
    [`${head}Content-Length: 5\r\n\r\nready`, answered(200, "ready")],
    [`${head}content-length:0\r\n\r\n`, answered(200)],
    [`${head}\r\nuntil the end`, answered(200, "until the end")],
    ["HTTP/1.0 503\r\n\r\n", answered(503)],
    ["HTTP/1.1 204 No Content\r\n\r\n", answered(204)],
    [
      `${head}Transfer-Encoding: chunked\r\n\r\n3;a=b\r\nrea\r\n2\r\ndy\r\n0\r\nX-T: 1\r\n\r\n`,
      answered(200, "ready"),
    ],
    [`${head}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n`, answered(200)],
    ["HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", answered(200)],
  ])("%j is read whole, however it is cut", (text, expected) => {
    expect(read(text)).toEqual(expected);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: text.length }), (size) => {
        expect(read(text, { size })).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    [`${head}Content-Length: 6\r\n\r\nready`, "closed without a complete answer"],
    [`${head}Transfer-Encoding: chunked\r\n\r\n5\r\nready\r\n`, "closed without a complete answer"],
    ["", "closed without a complete answer"],
    ["HTTP/1.1 200", "closed without a complete answer"],
    ["220 mail ESMTP\r\n", "the answer is not HTTP"],
    ["HTTP/2 200 OK\r\n\r\n", "the answer is not HTTP"],
    ["HTTP/1.1 2000 OK\r\n\r\n", "the answer is not HTTP"],
    [`${head}Content-Length: -1\r\n\r\n`, "the answer is not HTTP"],
    [`${head}Transfer-Encoding: chunked\r\n\r\nnonsense\r\n`, "the answer is not HTTP"],
    ["HTTP/1.1 101 Switching Protocols\r\n\r\n", "the answer switches protocols"],
    [`HTTP/1.1 200 OK\r\nX: ${"x".repeat(70_000)}`, "the answer is not HTTP"],
  ])("%j fails", (text, detail) => {
    expect(read(text)).toEqual({ kind: "failed", detail });
    expect(read(text, { size: 7 })).toEqual({ kind: "failed", detail });
  });

  it("has no body where the method or the status says so", () => {
    expect(read(`${head}Content-Length: 5\r\n\r\n`, { isHead: true })).toEqual(answered(200));
    const kept = "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n";
    expect(read(kept)).toEqual(answered(304));
  });

  it("is over after the first 64 KiB of its body, and keeps nothing that nobody asked for", () => {
    const text = `${head}\r\n${"x".repeat(100_000)}`;
    const end = read(text, { size: 10_000 });
    expect(end.kind === "answered" && end.body.length).toBe(65_536);
    expect(read(text, { size: 10_000, keepsBody: false })).toEqual(answered(200));
  });
});

// When a head that drips in is read again: rarely, and never too late.
import { describe, expect, it } from "vitest";
import { PartialHead } from "../../../../balancer-core/proxy/http1/partial-head.ts";

/** Adds the text byte by byte and counts how often it was worth reading. */
function drip(head: PartialHead, text: string, maxBytes: number): number {
  let reads = 0;
  for (const byte of Buffer.from(text, "latin1")) {
    if (head.add(Buffer.of(byte), maxBytes)) reads++;
  }
  return reads;
}

describe("a partial head", () => {
  it("is read once a line, not once a byte", () => {
    const head = new PartialHead(Buffer.from("GET / HTTP/1.1\r\n"));
    const text = `X-A: ${"a".repeat(1_000)}\r\n`.repeat(15);
    expect(drip(head, text, 16_384)).toBeLessThan(256 + 15);
    expect(head.bytes.toString("latin1")).toBe(`GET / HTTP/1.1\r\n${text}`);
  });

  it("is read at every byte of its beginning, so that what is not HTTP is refused at once", () => {
    expect(drip(new PartialHead(Buffer.from("S")), "SH-2.0-x", 16_384)).toBe(8);
  });

  it("is read when it passes its limit, line or no line", () => {
    const head = new PartialHead(Buffer.from("G".repeat(999)));
    expect(drip(head, "a", 1_000)).toBe(0);
    expect(drip(head, "a", 1_000)).toBe(1);
  });

  it("copies what it is given", () => {
    const lent = Buffer.from("abc");
    const head = new PartialHead(lent);
    head.add(lent, 10);
    lent.fill("x");
    expect(head.bytes.toString()).toBe("abcabc");
  });
});

// The chunked coding: what is read, what is refused, and the same result wherever the bytes are split.
import { describe, expect, it } from "vitest";
import { BodyReader, framingOverhead } from "../../../../balancer-core/proxy/http1/body-framing.ts";

/** Feeds the bytes in two parts and reads content and end. */
function decode(text: string, splitAt = text.length, asChunks = false) {
  const reader = new BodyReader("chunked", -1);
  let content = "";
  let consumed = 0;
  for (const part of [text.slice(0, splitAt), text.slice(splitAt)]) {
    const bytes = Buffer.from(part, "latin1");
    const out = Buffer.alloc(bytes.length + framingOverhead);
    if (reader.isDone || bytes.length === 0) continue;
    content += out.toString("latin1", 0, reader.transfer(bytes, 0, bytes.length, out, 0, asChunks));
    if (reader.malformed) return "malformed";
    consumed += reader.position;
  }
  return { content, isDone: reader.isDone, left: text.length - consumed };
}

describe("a chunked body", () => {
  it.each([
    ["one chunk", "5\r\nhello\r\n0\r\n\r\n", "hello"],
    ["several chunks", "5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n", "hello!"],
    ["no content", "0\r\n\r\n", ""],
    [
      "sizes in either case with zeros before",
      "00a\r\n0123456789\r\nA\r\n0123456789\r\n000\r\n\r\n",
      "01234567890123456789",
    ],
    ["extensions", '5;a;b=c;d="x;\\"y"\r\nhello\r\n0;z\r\n\r\n', "hello"],
    ["trailers", "1\r\nx\r\n0\r\nX-Sum: 1\r\nX-B: 2\r\n\r\n", "x"],
    ["CR and LF as content", "4\r\n\r\n\r\n\r\n0\r\n\r\n", "\r\n\r\n"],
  ])("is read wherever it is split: %s", (_name, text, content) => {
    for (let splitAt = 0; splitAt <= text.length; splitAt++) {
      expect(decode(text, splitAt)).toEqual({ content, isDone: true, left: 0 });
    }
  });

  it.each([
    ["an empty size", "\r\nx"],
    ["a sign", "+5\r\nhello"],
    ["a negative size", "-1\r\n"],
    ["a prefix", "0x5\r\nhello"],
    ["a space before the size", " 5\r\nhello"],
    ["a space behind the size", "5 \r\nhello"],
    ["no digit at all", "g\r\n"],
    ["seventeen digits", "00000000000000005\r\nhello"],
    ["a size above 2^53-1", "20000000000000\r\n"],
    ["a bare LF behind the size", "5\nhello"],
    ["a bare CR behind the size", "5\rhello"],
    ["content longer than its size", "5\r\nhello!\r\n"],
    ["a bare LF behind the content", "5\r\nhello\n0\r\n\r\n"],
    ["an empty extension", "5;\r\nhello"],
    ["white space in an extension", "5; a=b\r\nhello"],
    ["an open quote", '5;a="b\r\nhello'],
    ["a control in an extension", "5;a\x00\r\nhello"],
    ["too many bytes of extensions", `5;${"a".repeat(5_000)}\r\nhello`],
    ["a length as trailer", "0\r\nContent-Length: 5\r\n\r\n"],
    ["a coding as trailer", "0\r\nTransfer-Encoding: chunked\r\n\r\n"],
    ["a host as trailer", "0\r\nHost: x\r\n\r\n"],
    ["an authorization as trailer", "0\r\nAuthorization: x\r\n\r\n"],
    ["a forwarded client as trailer", "0\r\nX-Forwarded-For: 1.1.1.1\r\n\r\n"],
    ["a folded trailer", "0\r\nX: 1\r\n 2\r\n\r\n"],
    ["a bare LF as the end", "0\r\n\n"],
    ["too many trailers", `0\r\n${"X: 1\r\n".repeat(40)}\r\n`],
    ["trailers without end", `0\r\nX: ${"x".repeat(9_000)}`],
  ])("is refused wherever it is split: %s", (_name, text) => {
    const step = text.length > 200 ? 997 : 1;
    for (let splitAt = 1; splitAt <= text.length; splitAt += step) {
      expect(decode(text, splitAt)).toBe("malformed");
    }
  });

  it("leaves what stands behind it", () => {
    expect(decode("1\r\nx\r\n0\r\n\r\nGET / HTTP/1.1")).toEqual({
      content: "x",
      isDone: true,
      left: 14,
    });
  });

  it("is framed anew, without extensions and trailers, within the promised room", () => {
    const text = '0005;a=b\r\nhello\r\n0;x="y"\r\nX-Sum: 1\r\n\r\n';
    expect(decode(text, text.length, true)).toMatchObject({ content: "5\r\nhello\r\n0\r\n\r\n" });
    expect(decode(text, 12, true)).toMatchObject({ content: "2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n" });
  });
});

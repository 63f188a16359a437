// What is put into a buffer without making a string is what the string would have been, whatever was there before.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  LinePiece,
  type LineRoom,
  pieceOvershoot,
  putNumber,
  putPlain,
  putTiming,
} from "../../../balancer-core/persistence/line-pieces.ts";

function roomOf(bytes: number): LineRoom & { readonly bytes: Buffer } {
  const buffer = Buffer.alloc(bytes, 0xff);
  return { bytes: buffer, view: new DataView(buffer.buffer, buffer.byteOffset, bytes), at: 0 };
}

/** What stands in the room after `put`, which begins behind three bytes so that nothing is aligned. */
function written(put: (room: LineRoom, at: number) => number): string {
  const room = roomOf(2_000);
  return room.bytes.toString("utf8", 3, put(room, 3));
}

describe("a piece of a line", () => {
  it("is put as it is, at any place", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        const piece = new LinePiece(text);
        expect(piece.length).toBe(Buffer.byteLength(text));
        expect(written((room, at) => piece.put(room, at))).toBe(Buffer.from(text).toString());
      }),
    );
  });

  it("touches nothing before it, and no more behind it than it says", () => {
    for (let length = 0; length < 20; length += 1) {
      const room = roomOf(64);
      const end = new LinePiece("x".repeat(length)).put(room, 8);
      expect(room.bytes.subarray(0, 8).every((byte) => byte === 0xff)).toBe(true);
      expect(room.bytes.subarray(end + pieceOvershoot).every((byte) => byte === 0xff)).toBe(true);
    }
  });
});

describe("a number in a line", () => {
  it("is what it is as a string", () => {
    for (let number = 0; number < 1_100; number += 1) {
      expect(written((room, at) => putNumber(room, at, number))).toBe(String(number));
    }
    for (const number of [1_048_576, Number.MAX_SAFE_INTEGER, -3]) {
      expect(written((room, at) => putNumber(room, at, number))).toBe(String(number));
    }
  });

  it("has microseconds when it is a time, and no point without them", () => {
    const timing = (milliseconds: number) =>
      written((room, at) => putTiming(room, at, milliseconds));
    expect([0, 0.0004, 0.001, 0.05, 0.999, 0.9996, 12.3456, 1_234.5].map(timing)).toEqual([
      ...["0", "0", "0.001", "0.050", "0.999", "1", "12.346", "1234.500"],
    ]);
  });
});

describe("text of a stranger in a line", () => {
  it("is put when it needs no escape, else not", () => {
    expect(written((room, at) => putPlain(room, at, "/a?b=c~'{}"))).toBe("/a?b=c~'{}");
    for (const text of ['"', "\\", "\n", "\u0000", "\u007f", "é", "\u2028", "a\ud800"]) {
      expect(putPlain(roomOf(16), 0, text)).toBeLessThan(0);
    }
  });
});

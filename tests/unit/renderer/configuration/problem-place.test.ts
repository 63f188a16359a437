// Problems in the text: the offsets that are underlined, and what happens when a place is missing or beyond the text.
import { describe, expect, it } from "vitest";
import {
  placeText,
  problemRange,
} from "../../../../renderer/features/configuration/problem-place.ts";

function linesOf(text: string) {
  const texts = text.split("\n");
  return {
    lines: texts.length,
    line(number: number) {
      const from = texts.slice(0, number - 1).reduce((sum, line) => sum + line.length + 1, 0);
      const line = texts[number - 1] ?? "";
      return { from, to: from + line.length, text: line };
    },
  };
}

const text = "version: 1\n  - { id: s2, weight: 300 } # new\n";
const marked = (line?: number, column?: number) => {
  const problem = { path: "", message: "", code: "INVALID_CONFIG" as const };
  const place = { ...(line && { line }), ...(column && { column }) };
  const { from, to } = problemRange(linesOf(text), { ...problem, ...place });
  return text.slice(from, to);
};

describe("a problem's place", () => {
  it("is the value it begins at, without what follows in a flow mapping", () => {
    expect(marked(2, 23)).toBe("300");
    expect(marked(1, 10)).toBe("1");
  });

  it("is the whole line where the column is beyond it", () => {
    expect(marked(1, 99)).toBe("version: 1");
  });

  it("is the first line where no place is known, and the last where the line is beyond the text", () => {
    expect(marked()).toBe("version: 1");
    expect(marked(99, 1)).toBe("");
  });

  it("reads as line and column", () => {
    const problem = { path: "", message: "", code: "INVALID_CONFIG" as const };
    expect(placeText({ ...problem, line: 3, column: 7 })).toBe("3:7");
    expect(placeText(problem)).toBe("–");
  });
});

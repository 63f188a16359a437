// Patterns that answers are held against: what they can say, which are refused and why, and that none takes for ever.
import { describe, expect, it } from "vitest";
import { compileBodyPattern } from "../../../balancer-core/health/body-pattern.ts";

describe("a body pattern", () => {
  it.each([
    ["ready", "not ready yet", true],
    ["^ok$", "ok", true],
    ["^ok$", "not ok", false],
    ['"status"\\s*:\\s*"(up|ok)"', '{"status": "ok"}', true],
    ["(?i)healthy", "I am HEALTHY", true],
    ["(?m)^db: fine$", "cache: fine\ndb: fine\n", true],
  ])("%s in %j is %s", (source, text, expected) => {
    expect(compileBodyPattern(source).isIn(text)).toBe(expected);
  });

  it.each([
    ["(", /missing closing/],
    ["(?=ready)", /invalid or unsupported Perl syntax|invalid perl operator/i],
    ["(a)\\1", /invalid escape sequence/],
    ["((a{1,60}){1,60})b", /invalid repeat count|too large/],
    ["(a?){400}b", /^it is too large: \d+ steps, at most 150$/],
  ])("is refused with its reason when it is %s", (source, reason) => {
    expect(() => compileBodyPattern(source)).toThrow(reason);
  });

  it("takes time in proportion to the text where others would take for ever", () => {
    const body = `${"a".repeat(65_535)}!`;
    const startedAt = performance.now();
    for (const source of ["(a+)+b!", "^(a|aa)+$", "(.*a){20}!!", "(\\w*\\d?){20}\\?!"]) {
      expect(compileBodyPattern(source).isIn(body)).toBe(false);
    }
    // Backtracking would need longer than the universe has existed; this is about a second at its worst on a busy machine.
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });
});

// The verdict machine step by step, and what holds for every sequence of checks.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ActiveVerdict,
  isChanging,
  nextVerdict,
  uncheckedVerdict,
} from "../../../balancer-core/health/rise-fall.ts";

const thresholds = { fall: 3, rise: 2 };

/** `+` is a passed check, `-` a failed one; gives the verdict after each. */
function verdicts(checks: string, { fall, rise } = thresholds): string[] {
  let verdict: ActiveVerdict = uncheckedVerdict;
  return [...checks].map((check) => {
    verdict = nextVerdict(verdict, check === "+", { fall, rise });
    return verdict.needed ? `${verdict.level} ${verdict.count}/${verdict.needed}` : verdict.level;
  });
}

describe("the active verdict", () => {
  it("is up after the first pass, without waiting for rise", () => {
    expect(verdicts("+")).toEqual(["up"]);
  });

  it("counts a first failure as one of fall, so that one hiccup at the start takes nobody out", () => {
    expect(verdicts("-")).toEqual(["degraded 1/3"]);
  });

  it("falls after as many failures in a row as configured", () => {
    expect(verdicts("+---")).toEqual(["up", "degraded 1/3", "degraded 2/3", "down 3/3"]);
  });

  it("starts counting again when a pass comes between", () => {
    expect(verdicts("--+--")).toEqual([
      "degraded 1/3",
      "degraded 2/3",
      "up",
      "degraded 1/3",
      "degraded 2/3",
    ]);
  });

  it("rises after as many passes in a row as configured", () => {
    expect(verdicts("---+-++").slice(2)).toEqual([
      "down 3/3",
      "recovering 1/2",
      "down 3/3",
      "recovering 1/2",
      "up",
    ]);
  });

  it("turns at once when both thresholds are 1", () => {
    expect(verdicts("-+-", { fall: 1, rise: 1 })).toEqual(["down 1/1", "up", "down 1/1"]);
  });

  it("is changing only between the two certainties", () => {
    const changing = ["unchecked", "up", "degraded", "down", "recovering"].filter((level) =>
      isChanging({ level: level as ActiveVerdict["level"], count: 1, needed: 2 }),
    );
    expect(changing).toEqual(["degraded", "recovering"]);
  });

  it("is always down after fall failures in a row and up after rise passes in a row", () => {
    const between = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(fc.array(fc.boolean()), between, between, (checks, fall, rise) => {
        const history = checks.map((passed) => (passed ? "+" : "-")).join("");
        expect(verdicts(history + "-".repeat(fall), { fall, rise }).at(-1)).toMatch(/^down/);
        expect(verdicts(history + "+".repeat(rise), { fall, rise }).at(-1)).toBe("up");
      }),
    );
  });
});

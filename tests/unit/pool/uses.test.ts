// The uses of a server: whoever ends in whatever order, the others stay, the oldest is known, and all can be cut.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Cuttable, Uses } from "../../../balancer-core/pool/uses.ts";

const begunAt = (startedMs: number, onCut: (use: Cuttable) => void = () => undefined): Cuttable => {
  const use: Cuttable = {
    earlier: null,
    later: null,
    isUnderWay: false,
    startedMs,
    cut: () => onCut(use),
  };
  return use;
};

describe("the uses of a server", () => {
  it("end in any order, each once", () => {
    const steps = fc.array(fc.nat({ max: 7 }), { maxLength: 40 });
    fc.assert(
      fc.property(steps, (chosen) => {
        const uses = new Uses();
        const open: Cuttable[] = [];
        chosen.forEach((step, startedMs) => {
          const ending = open[step];
          if (ending === undefined) {
            const use = begunAt(startedMs);
            uses.add(use);
            open.push(use);
          } else {
            open.splice(step, 1);
            expect(uses.remove(ending)).toBe(true);
            expect(uses.remove(ending)).toBe(false);
            expect([ending.earlier, ending.later]).toEqual([null, null]);
          }
          expect(uses.oldestStartedMs).toBe(open[0]?.startedMs ?? null);
        });
      }),
    );
  });

  it("are all cut, although each of them ends by it", () => {
    const uses = new Uses();
    const cut: number[] = [];
    const all = [1, 2, 3].map((startedMs) =>
      begunAt(startedMs, (use) => {
        cut.push(use.startedMs);
        uses.remove(use);
      }),
    );
    for (const use of all) uses.add(use);
    uses.cutAll("FORCED_CLOSE");
    expect(cut).toEqual([1, 2, 3]);
    expect(uses.oldestStartedMs).toBeNull();
  });
});

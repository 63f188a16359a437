// A batch of requests comes into sight over a few frames, the newest first.
import { describe, expect, it } from "vitest";
import type { TapRow } from "../../../../renderer/features/traffic/tap-buffer.ts";
import {
  type GradualRows,
  mostInSight,
  rowsAFrame,
  stepOf,
} from "../../../../renderer/features/traffic/use-gradual-rows.ts";
import { requestRecord } from "./requests.ts";

const request = requestRecord();
const rows = (first: number, last: number): TapRow[] =>
  Array.from({ length: last - first + 1 }, (_, index) => ({
    seq: first + index,
    request,
    bytes: 1,
  }));
const drawn = (list: TapRow[]): GradualRows => ({ rows: list, upTo: list.at(-1)?.seq ?? 0 });
const seqs = ({ rows: list }: GradualRows) => list.map(({ seq }) => seq);

describe("new rows", () => {
  it("that a frame has time for come at once", () => {
    const next = rows(1, 100 + rowsAFrame);
    expect(stepOf(drawn(rows(1, 100)), next, false).rows).toBe(next);
  });

  it("of a batch come newest first, a few a frame, until they fill what is in sight", () => {
    const next = rows(1, 400);
    let step = drawn(rows(1, 100));
    let frames = 0;
    while (step.rows !== next) {
      step = stepOf(step, next, false);
      frames += 1;
      expect(seqs(step).slice(0, 100)).toEqual(seqs(drawn(rows(1, 100))));
      expect(step.rows.at(-1)?.seq).toBe(400);
      expect(frames).toBeLessThanOrEqual(mostInSight / rowsAFrame);
    }
    expect(frames).toBe(mostInSight / rowsAFrame);
  });

  it("go on from where they are when there is another batch on the way", () => {
    const step = stepOf(drawn(rows(1, 100)), rows(1, 200), false);
    expect(seqs(step)).toEqual(seqs(drawn([...rows(1, 100), ...rows(191, 200)])));
    const later = stepOf(step, rows(1, 300), false);
    expect(seqs(later)).toEqual(seqs(drawn([...rows(1, 100), ...rows(281, 300)])));
  });

  it("are all there at once where somebody has scrolled", () => {
    const next = rows(1, 300);
    expect(stepOf(drawn(rows(1, 100)), next, true).rows).toBe(next);
  });

  it("are all there at once when it is another list: filtered, cleared, or all of it new", () => {
    const others = rows(1, 300).filter(({ seq }) => seq % 3 === 0);
    expect(stepOf(drawn(rows(1, 100)), others, false).rows).toBe(others);
    const fewer = rows(1, 50);
    expect(stepOf(drawn(rows(1, 100)), fewer, false).rows).toBe(fewer);
    const fresh = rows(200, 300);
    expect(stepOf(drawn(rows(1, 100)), fresh, false).rows).toBe(fresh);
    expect(stepOf(drawn([]), fresh, false).rows).toBe(fresh);
  });
});

// What a console remembers of requests: within its budget, filtered as they come, and standing still while paused.
import { describe, expect, it } from "vitest";
import { bytesOf, createTapBuffer } from "../../../../renderer/features/traffic/tap-buffer.ts";
import { decisionRecord, requestRecord } from "./requests.ts";

const record = (number: number) =>
  requestRecord({
    id: `r${String(number).padStart(6, "0")}`,
    status: number % 2 === 0 ? 200 : 500,
  });
const several = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => record(from + index));
const one = bytesOf(record(1));
const ids = (buffer: ReturnType<typeof createTapBuffer>) =>
  buffer.view.rows.map(({ request }) => Number(request.id.slice(1)));

describe("the tap's buffer", () => {
  it("forgets the oldest beyond its budget, also among those that match", () => {
    const buffer = createTapBuffer(one * 4);
    buffer.setFilter(({ status }) => status === 500);
    buffer.push(several(1, 6), 0);
    expect(buffer.view).toMatchObject({ held: 4, heldBytes: one * 4 });
    expect(ids(buffer)).toEqual([3, 5]);
    buffer.setFilter(() => true);
    expect(ids(buffer)).toEqual([3, 4, 5, 6]);
    buffer.setBudget(one * 2);
    expect(ids(buffer)).toEqual([5, 6]);
  });

  it("keeps what is shown while paused, counts what is new, and never grows beyond the budget", () => {
    const buffer = createTapBuffer(one * 5);
    buffer.push(several(1, 3), 0);
    buffer.setPaused(true);
    buffer.push(several(4, 9), 7);
    expect(ids(buffer)).toEqual([1, 2, 3]);
    expect(buffer.view).toMatchObject({ fresh: 2, held: 5, missed: 7 + 4 });
    buffer.setPaused(false);
    expect(ids(buffer)).toEqual([1, 2, 3, 4, 5]);
    expect(buffer.view.fresh).toBe(0);
  });

  it("counts only new ones that match, and filters what stands still", () => {
    const buffer = createTapBuffer(one * 100);
    buffer.push(several(1, 4), 0);
    buffer.setPaused(true);
    buffer.setFilter(({ status }) => status === 200);
    buffer.push(several(5, 8), 0);
    expect(ids(buffer)).toEqual([2, 4]);
    expect(buffer.view.fresh).toBe(2);
  });

  it("recognises what the host tells again after a lost connection", () => {
    const buffer = createTapBuffer(one * 100);
    buffer.push(several(1, 4), 0);
    buffer.push(several(3, 6), 0);
    expect(ids(buffer)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("counts decisions and attempts into a record's size", () => {
    expect(bytesOf(requestRecord({ decision: decisionRecord() }))).toBeGreaterThan(
      bytesOf(requestRecord()) + 300,
    );
  });

  it("takes a batch into a full list of thousands within a frame", () => {
    const buffer = createTapBuffer(one * 20_000);
    buffer.push(several(1, 20_000), 0);
    const before = performance.now();
    for (let batch = 0; batch < 10; batch += 1)
      buffer.push(several(30_000 + batch * 250, 30_249 + batch * 250), 0);
    // A sixtieth of a second each, with room for a busy machine.
    expect((performance.now() - before) / 10).toBeLessThan(50);
    expect(buffer.view.held).toBe(20_000);
  });
});

// Lines kept for the disk: in order, whole, bounded, in buffers that are used again without mixing what they hold.
import { describe, expect, it } from "vitest";
import { createLineBatches } from "../../../balancer-core/persistence/line-batches.ts";

describe("lines that wait to be written", () => {
  it("come back whole and in order, in batches no larger than wanted", () => {
    const batches = createLineBatches(64, 10_000);
    const lines = Array.from({ length: 50 }, (_, index) => `line ${index} é\u{1f6a2}\n`);
    for (const line of lines) expect(batches.add(line)).toBe(true);
    let text = "";
    for (let batch = batches.oldest(); batch !== null; batch = batches.oldest()) {
      expect(batch.length).toBeLessThanOrEqual(64);
      expect(batch.toString().endsWith("\n")).toBe(true);
      text += batch.toString();
      batches.removeOldest();
    }
    expect(text).toBe(lines.join(""));
    expect(batches.isEmpty).toBe(true);
  });

  it("are kept as they are while the next ones come in", () => {
    const batches = createLineBatches(64, 10_000);
    batches.add("first\n");
    const first = batches.oldest();
    for (let turn = 0; turn < 20; turn += 1) batches.add("later ones, which fill a buffer\n");
    expect(first?.toString()).toBe("first\n");
    expect(batches.oldest()).toEqual(first);
  });

  it("may be longer than a batch", () => {
    const batches = createLineBatches(64, 10_000);
    batches.add("short\n");
    batches.add(`${"x".repeat(500)}\n`);
    batches.removeOldest();
    expect(batches.oldest()?.toString()).toBe(`${"x".repeat(500)}\n`);
  });

  it("are refused beyond the bound, and taken again once there is room", () => {
    const batches = createLineBatches(64, 100);
    const line = `${"x".repeat(39)}\n`;
    expect([batches.add(line), batches.add(line), batches.add(line)]).toEqual([true, true, false]);
    batches.oldest();
    batches.removeOldest();
    expect(batches.add(line)).toBe(true);
  });

  it("are not said to fill a batch until they do", () => {
    const batches = createLineBatches(64, 10_000);
    batches.add("short\n");
    expect([batches.isEmpty, batches.isOneFull]).toEqual([false, false]);
    batches.add("so much that the short one must go\n");
    expect(batches.isOneFull).toBe(true);
  });

  it("may be put into a room of their own instead, and count as much", () => {
    const batches = createLineBatches(64, 100);
    batches.add("before\n");
    const put = (text: string) => {
      const room = batches.room(text.length);
      if (room === null) return false;
      room.bytes.set(Buffer.from(text), room.at);
      batches.filledTo(room.at + text.length);
      return true;
    };
    expect(put("between\n")).toBe(true);
    batches.add("after\n");
    expect(batches.bytes).toBe(21);
    expect(put(`${"x".repeat(79)}\n`)).toBe(false);
    expect(batches.oldest()?.toString()).toBe("before\nbetween\nafter\n");
    batches.removeOldest();
    expect(put(`${"x".repeat(79)}\n`)).toBe(true);
    expect(batches.oldest()?.toString()).toBe(`${"x".repeat(79)}\n`);
  });

  it("leave a room that nothing was put into to the next one", () => {
    const batches = createLineBatches(64, 100);
    batches.room(20);
    expect(batches.isEmpty).toBe(true);
    batches.add("line\n");
    expect(batches.oldest()?.toString()).toBe("line\n");
  });
});

// The timeline: order, groups, filters, bounds and the places where events are missing.
import { describe, expect, it } from "vitest";
import type { BalancerEvent } from "../../../../balancer-core/contract/records.ts";
import { everything, listEvents } from "../../../../renderer/features/events/event-groups.ts";

const event = (seq: number, at: string, rest: Partial<BalancerEvent> = {}): BalancerEvent => ({
  seq,
  at: new Date(`2026-11-21T${at}`).toISOString(),
  kind: "server-state",
  level: "info",
  message: `event ${seq}`,
  ...rest,
});

const events = [
  event(1, "10:00:01"),
  event(2, "10:00:59", { level: "warning", reason: "connect ECONNREFUSED" }),
  event(6, "10:01:00", { level: "error", kind: "config", author: "console" }),
];
const seqs = (filter = everything, limit = 10) =>
  listEvents(events, filter, limit).listed.map((item) => item.event.seq);

describe("the timeline", () => {
  it("lists the newest first and says each minute and day once", () => {
    const { listed } = listEvents(events, everything, 10);
    expect(listed.map((item) => item.event.seq)).toEqual([6, 2, 1]);
    expect(listed.map((item) => item.isMinuteFirst)).toEqual([true, true, false]);
    expect(listed.map((item) => item.isDayFirst)).toEqual([true, false, false]);
  });

  it("tells how many events are missing where numbers jump", () => {
    expect(listEvents(events, everything, 10).listed.map((item) => item.missingBefore)).toEqual([
      3, 0, 0,
    ]);
  });

  it("filters by kind, by level upwards and by words in message, reason and author", () => {
    expect(seqs({ ...everything, kind: "config" })).toEqual([6]);
    expect(seqs({ ...everything, level: "warning" })).toEqual([6, 2]);
    expect(seqs({ ...everything, text: "Event econn" })).toEqual([2]);
    expect(seqs({ ...everything, text: "console" })).toEqual([6]);
  });

  it("lists no more than asked for, the newest, and tells how many match", () => {
    expect(seqs(everything, 1)).toEqual([6]);
    expect(listEvents(events, everything, 1).matching).toBe(3);
  });
});

// The timeline: order, groups, filters, bounds and the places where events are missing.
import { describe, expect, it } from "vitest";
import type { BalancerEvent } from "../../../../balancer-core/contract/records.ts";
import {
  everything,
  listEvents,
  namesIn,
} from "../../../../renderer/features/events/event-groups.ts";

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
const seqs = (filter = everything) => listEvents(events, filter).map(({ event }) => event.seq);

describe("the timeline", () => {
  it("lists the newest first and says each minute and day once", () => {
    const listed = listEvents(events, everything);
    expect(listed.map((item) => item.event.seq)).toEqual([6, 2, 1]);
    expect(listed.map((item) => item.isMinuteFirst)).toEqual([true, true, false]);
    expect(listed.map((item) => item.isDayFirst)).toEqual([true, false, false]);
  });

  it("tells how many events are missing where numbers jump", () => {
    expect(listEvents(events, everything).map((item) => item.missingBefore)).toEqual([3, 0, 0]);
  });

  it("filters by kind, by level upwards and by words in message, reason and author", () => {
    expect(seqs({ ...everything, kind: "config" })).toEqual([6]);
    expect(seqs({ ...everything, level: "warning" })).toEqual([6, 2]);
    expect(seqs({ ...everything, text: "Event econn" })).toEqual([2]);
    expect(seqs({ ...everything, text: "console" })).toEqual([6]);
  });

  it("filters by pool and by server, and knows the names that events tell", () => {
    const told = [
      event(1, "10:00:01", { pool: "app", server: "s10" }),
      event(2, "10:00:02", { pool: "app", server: "s2" }),
      event(3, "10:00:03", { pool: "echo", server: "e1" }),
    ];
    const seqsOf = (filter: Partial<typeof everything>) =>
      listEvents(told, { ...everything, ...filter }).map((item) => item.event.seq);
    expect(seqsOf({ pool: "app" })).toEqual([2, 1]);
    expect(seqsOf({ pool: "app", server: "s10" })).toEqual([1]);
    expect(namesIn(told, "")).toEqual({ pools: ["app", "echo"], servers: ["e1", "s2", "s10"] });
    expect(namesIn(told, "app").servers).toEqual(["s2", "s10"]);
  });
});

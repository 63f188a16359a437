// The event log numbers what it is told, gives back what came after a number, and forgets the oldest.
import { describe, expect, it } from "vitest";
import { eventSchema } from "../../../balancer-core/contract/records.ts";
import { createEventLog } from "../../../balancer-core/events/event-log.ts";
import { createFakeClock } from "../../support/fake-clock.ts";

const event = (message: string) => ({ kind: "lifecycle", level: "info", message }) as const;

describe("the event log", () => {
  it("gives each event the next number and the time", () => {
    const clock = createFakeClock();
    const log = createEventLog(clock);
    log.append(event("one"));
    clock.advance(1_500);
    const second = log.append(event("two"));
    expect(eventSchema.parse(second)).toMatchObject({ seq: 2, at: "2026-01-01T00:00:01.500Z" });
    expect(log.lastSeq).toBe(2);
  });

  it("pages through what came after a number, and shows by the numbers what it forgot", () => {
    const log = createEventLog(createFakeClock(), 4);
    for (let turn = 1; turn <= 10; turn += 1) log.append(event(`${turn}`));
    const seqs = (after: number, limit: number) => log.after(after, limit).map(({ seq }) => seq);
    expect(seqs(0, 10)).toEqual([7, 8, 9, 10]);
    expect(seqs(7, 2)).toEqual([8, 9]);
    expect(seqs(10, 10)).toEqual([]);
    expect(seqs(99, 10)).toEqual([]);
    expect(log.latest(2).map(({ seq }) => seq)).toEqual([9, 10]);
  });

  it("tells listeners until they leave", () => {
    const log = createEventLog(createFakeClock());
    const heard: number[] = [];
    const leave = log.onAppend(({ seq }) => heard.push(seq));
    log.append(event("one"));
    leave();
    log.append(event("two"));
    expect(heard).toEqual([1]);
  });
});

// The gate lets so many work at once, keeps the order of those who wait, and forgets those who leave.
import { describe, expect, it } from "vitest";
import { createWorkGate, maxWaiting } from "../../../balancer-core/lab/work-gate.ts";

describe("the work gate", () => {
  it("lets jobs in up to its concurrency and the next ones in order as others leave", () => {
    const gate = createWorkGate(2);
    const begun: string[] = [];
    const tickets = ["a", "b", "c", "d"].map((name) => gate.enter(() => begun.push(name)));
    expect(begun).toEqual(["a", "b"]);
    expect([gate.active, gate.waiting]).toEqual([2, 2]);
    tickets[1]?.leave();
    expect(begun).toEqual(["a", "b", "c"]);
    tickets[1]?.leave();
    expect([gate.active, gate.waiting]).toEqual([2, 1]);
  });

  it("forgets a job that leaves while it waits", () => {
    const gate = createWorkGate(1);
    const begun: string[] = [];
    const first = gate.enter(() => begun.push("first"));
    const impatient = gate.enter(() => begun.push("impatient"));
    gate.enter(() => begun.push("patient"));
    impatient?.leave();
    first?.leave();
    expect(begun).toEqual(["first", "patient"]);
    expect([gate.active, gate.waiting]).toEqual([1, 0]);
  });

  it("lets waiting jobs in when its concurrency is raised and none when it is lowered", () => {
    const gate = createWorkGate(1);
    const tickets = Array.from({ length: 5 }, () => gate.enter(() => undefined));
    gate.setConcurrency(3);
    expect([gate.active, gate.waiting]).toEqual([3, 2]);
    gate.setConcurrency(1);
    tickets[0]?.leave();
    expect([gate.active, gate.waiting]).toEqual([2, 2]);
  });

  it("turns jobs away when too many wait", () => {
    const gate = createWorkGate(1);
    for (let index = 0; index <= maxWaiting; index++) gate.enter(() => undefined);
    expect(gate.waiting).toBe(maxWaiting);
    expect(gate.enter(() => undefined)).toBeUndefined();
  });
});

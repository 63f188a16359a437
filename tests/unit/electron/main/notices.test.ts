// Which changes of servers are told: down and back, once a minute each, many at once as one, and nothing that has passed by then.
import { beforeEach, describe, expect, it } from "vitest";
import type { BalancerEvent } from "../../../../balancer-core/contract/records.ts";
import { createNotices, type Notices } from "../../../../electron/main/notices.ts";
import { createFakeClock, type FakeClock } from "../../../support/fake-clock.ts";

describe("notices", () => {
  let clock: FakeClock;
  let told: string[];
  let notices: Notices;

  beforeEach(() => {
    clock = createFakeClock();
    told = [];
    notices = createNotices(clock, ({ kind, servers }) =>
      told.push(`${kind} ${servers.map(({ server }) => server).join(" ")}`),
    );
  });

  const event = (server: string, to: string): BalancerEvent => ({
    ...{ seq: 1, at: "2026-01-01T00:00:00.000Z", level: "error", message: "", from: "up" },
    ...{ kind: "server-state", pool: "app", server, to, reason: "connect ECONNREFUSED" },
  });
  const see = (server: string, to: string) => notices.see([event(server, to)]);
  const now = () => {
    const all = told;
    told = [];
    return all;
  };

  it("tells that a server went down and that it came back", () => {
    see("s1", "down");
    clock.advance(1_500);
    expect(now()).toEqual(["down s1"]);
    clock.advance(60_000);
    see("s1", "recovering");
    clock.advance(2_000);
    expect(now()).toEqual([]);
    see("s1", "up");
    clock.advance(1_500);
    expect(now()).toEqual(["back s1"]);
  });

  it("puts together what goes down at once", () => {
    see("s1", "down");
    clock.advance(500);
    see("s2", "ejected");
    see("s3", "down");
    clock.advance(1_000);
    expect(now()).toEqual(["down s1 s2 s3"]);
  });

  it("tells of one server at most once a minute, however it flaps", () => {
    for (let flap = 0; flap < 100; flap++) {
      see("s1", flap % 2 === 0 ? "down" : "up");
      clock.advance(1_600);
    }
    // 160 seconds.
    expect(now().length).toBeLessThanOrEqual(3);
  });

  it("tells at the end of the minute what it held back, unless it has passed", () => {
    see("s1", "down");
    clock.advance(1_500);
    see("s1", "up");
    clock.advance(10_000);
    expect(now()).toEqual(["down s1"]);
    clock.advance(50_000);
    expect(now()).toEqual(["back s1"]);

    see("s1", "down");
    clock.advance(5_000);
    see("s1", "up");
    clock.advance(120_000);
    expect(now()).toEqual([]);
  });

  it("says nothing of a blink, of other events, or of a server that only joins", () => {
    see("s1", "down");
    clock.advance(1_000);
    see("s1", "up");
    see("s2", "up");
    see("s3", "draining");
    notices.see([{ ...event("s4", "down"), kind: "config" }]);
    clock.advance(120_000);
    expect(now()).toEqual([]);
  });

  it("forgets everything with the balancer it was of, and leaves no timer behind", () => {
    see("s1", "down");
    notices.forget();
    expect(clock.pendingTimers).toBe(0);
    clock.advance(120_000);
    expect(now()).toEqual([]);
  });
});

// The flow: few dots at any rate, in true proportion, failures never lost, and nothing made for nobody.
import { describe, expect, it } from "vitest";
import { createRequestMemory } from "../../../balancer-core/balancer-requests.ts";
import type { Flow } from "../../../balancer-core/contract/flow.ts";
import { tellFlow } from "../../../balancer-core/host/request-flow.ts";
import { createFakeClock } from "../../support/fake-clock.ts";
import { finishedRequest } from "../../support/finished-request.ts";

const attemptOn = (server: string, outcome = "answered") => ({
  server,
  connectMs: null,
  waitMs: 1,
  totalMs: 2,
  outcome,
});

function scripted() {
  const clock = createFakeClock();
  const memory = createRequestMemory();
  const heard: Flow[] = [];
  const add = (count: number, changes = {}) => {
    for (let index = 0; index < count; index += 1)
      memory.add(
        finishedRequest({
          startedAt: clock.wallTime() - 12,
          totalMs: 12,
          attempts: [attemptOn(`s${(index % 3) + 1}`)],
          ...changes,
        }),
      );
  };
  const stop = tellFlow({ requestSample: memory.sample }, clock, (flow) => heard.push(flow));
  const next = (): Flow | undefined => {
    clock.advance(500);
    return heard.at(-1);
  };
  return { clock, heard, add, next, stop };
}

describe("the flow", () => {
  it("has a dot for every request while they are few", () => {
    const { add, next } = scripted();
    add(3);
    expect(next()).toEqual({
      dots: ["s1", "s2", "s3"].map((server) => ({
        listener: "web",
        pool: "app",
        tried: [server],
        isFailed: false,
        agoMs: 500,
      })),
      failedEach: 1,
      otherEach: 1,
    });
  });

  it("is silent while nothing finishes, and tells nothing twice", () => {
    const { add, next, heard, clock } = scripted();
    add(1);
    next();
    clock.advance(5_000);
    expect(heard).toHaveLength(1);
  });

  it("has as many dots at a high rate as the picture can hold, and says how many requests one is", () => {
    const { add, next } = scripted();
    add(1_200);
    const flow = next();
    expect(flow?.dots).toHaveLength(24);
    expect(flow?.otherEach).toBe(50);
  });

  it("stays in proportion between servers", () => {
    const { add, next } = scripted();
    add(300, { attempts: [attemptOn("busy")] });
    add(100, { attempts: [attemptOn("idle")] });
    const dots = next()?.dots ?? [];
    expect(dots.filter(({ tried }) => tried[0] === "busy")).toHaveLength(18);
    expect(dots.filter(({ tried }) => tried[0] === "idle")).toHaveLength(6);
  });

  it("counts what was forgotten between two messages as part of what a dot stands for", () => {
    const { add, next } = scripted();
    add(6_000);
    expect(next()?.otherEach).toBe(250);
  });

  it("never loses the one failure among a thousand", () => {
    const { add, next } = scripted();
    add(500);
    add(1, { status: 502, attempts: [attemptOn("s1", "UPSTREAM_RESET"), attemptOn("s2")] });
    add(499);
    const flow = next();
    expect(flow?.dots.filter(({ isFailed }) => isFailed)).toEqual([
      expect.objectContaining({ tried: ["s1", "s2"] }),
    ]);
    expect(flow?.failedEach).toBe(1);
  });

  it("holds no failure against anybody when the client left", () => {
    const { add, next } = scripted();
    add(1, { status: 499, error: "CLIENT_CLOSED" });
    expect(next()?.dots[0]?.isFailed).toBe(false);
  });

  it("ends with its last listener", () => {
    const { add, clock, heard, stop } = scripted();
    stop();
    add(5);
    clock.advance(2_000);
    expect(heard).toEqual([]);
    expect(clock.pendingTimers).toBe(0);
  });
});

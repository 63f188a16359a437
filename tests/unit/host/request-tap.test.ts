// The tap: bounded messages twice a second, nothing for nobody, and the telling requests first when there are too many.
import { describe, expect, it } from "vitest";
import { createRequestMemory } from "../../../balancer-core/balancer-requests.ts";
import type { Balancer } from "../../../balancer-core/balancer-types.ts";
import type { Decision } from "../../../balancer-core/contract/records.ts";
import type { TopicPayload } from "../../../balancer-core/contract/topics.ts";
import { createEmitter } from "../../../balancer-core/events/emitter.ts";
import { createTopics } from "../../../balancer-core/host/topics.ts";
import { createFakeClock } from "../../support/fake-clock.ts";
import { finishedRequest } from "../../support/finished-request.ts";

function scripted() {
  const clock = createFakeClock();
  const memory = createRequestMemory();
  const topics = createTopics({
    balancer: {
      requests: memory.find,
      requestsAfter: memory.after,
      onSecond: () => () => undefined,
    } as unknown as Balancer,
    lab: { status: () => ({ servers: [], traffic: [] }), onChange: () => () => undefined },
    clock,
    snapshot: () => ({ revision: 1, at: "", uptimeMs: 0, listeners: [], pools: [] }),
    configuration: {
      latest: { revision: 1, author: "file", changes: [], canUndo: false, canRedo: false },
      changes: createEmitter(),
    },
  });
  const heard: TopicPayload<"requests.changed">[] = [];
  const watch = () => topics.subscribe("requests.changed", (tapped) => heard.push(tapped));
  const add = (from: number, to: number, changes = {}) => {
    for (let index = from; index <= to; index += 1)
      memory.add(finishedRequest({ id: `r${index}`, ...changes }));
  };
  const ids = () => heard.map(({ requests }) => requests.map(({ id }) => id));
  return { clock, add, watch, heard, ids };
}

const decision = (servers: number): Decision => ({
  algorithm: "round-robin",
  score: null,
  candidates: Array.from({ length: servers }, (_, index) => ({
    server: `s${index}`,
    score: null,
    active: 0,
    weight: 1,
    latencyMs: null,
  })),
  excluded: [],
  chosen: "s0",
  tieBreak: null,
  drawn: null,
  hash: null,
  sticky: "none",
});

describe("the tap", () => {
  it("tells the latest first, then what finished, oldest first, at most twice a second", () => {
    const { clock, add, watch, ids } = scripted();
    add(1, 2);
    watch();
    add(3, 4);
    clock.advance(499);
    expect(ids()).toEqual([["r1", "r2"]]);
    clock.advance(1);
    add(5, 5);
    clock.advance(10_000);
    expect(ids()).toEqual([["r1", "r2"], ["r3", "r4"], ["r5"]]);
  });

  it("does nothing while nobody watches", () => {
    const { clock, add, watch, heard } = scripted();
    watch()();
    add(1, 5);
    expect(clock.pendingTimers).toBe(0);
    clock.advance(5_000);
    expect(heard).toHaveLength(1);
  });

  it("sends 250 of many, counts the rest, and keeps what failed or was retried", () => {
    const { clock, add, watch, heard } = scripted();
    watch();
    add(1, 1, { status: 502 });
    add(2, 2, { error: "QUEUE_FULL", status: 503 });
    add(3, 1_000);
    clock.advance(500);
    const [, tapped] = heard;
    expect(tapped?.requests).toHaveLength(250);
    expect(tapped?.requests.slice(0, 2).map(({ id }) => id)).toEqual(["r1", "r2"]);
    expect(tapped?.requests.at(-1)?.id).toBe("r1000");
    expect(tapped?.missed).toBe(750);
  });

  it("counts those that were forgotten between two messages", () => {
    const { clock, add, watch, heard } = scripted();
    watch();
    add(1, 5_000);
    clock.advance(500);
    expect(heard[1]?.missed).toBe(4_750);
  });

  it("explains the newest and leaves the explanations of others out, when a pool is large", () => {
    const { clock, add, watch, heard } = scripted();
    watch();
    add(1, 200, { decision: decision(100) });
    clock.advance(500);
    const explained = heard[1]?.requests.map((request) => request.decision !== null) ?? [];
    expect(explained.filter(Boolean)).toHaveLength(25);
    expect(explained.slice(-25).every(Boolean)).toBe(true);
  });
});

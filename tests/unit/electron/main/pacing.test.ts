// What a page gets keeps in step with what it takes in: batches, a brake for slow pages, one snapshot a second for hidden ones.
import { beforeEach, describe, expect, it } from "vitest";
import type { Frame } from "../../../../balancer-core/contract/envelope.ts";
import { createPacer, type Pacer } from "../../../../electron/main/pacing.ts";
import { createFakeClock, type FakeClock } from "../../../support/fake-clock.ts";

const ids = { "snapshot.changed": 1, "series.changed": 2, "events.changed": 3 } as const;
const requestsId = 4;

describe("pacing", () => {
  let clock: FakeClock;
  let pacer: Pacer;
  let isHidden: boolean;
  let batches: { number: number; frames: readonly Frame[] }[];
  let failures: string[];
  let throwOnPost: boolean;

  beforeEach(() => {
    clock = createFakeClock();
    isHidden = false;
    batches = [];
    failures = [];
    throwOnPost = false;
    pacer = createPacer({
      clock,
      post(number, frames) {
        if (throwOnPost) throw new Error("Object has been destroyed");
        batches.push({ number, frames });
      },
      isHidden: () => isHidden,
      onFailure: (message) => failures.push(message),
    });
    for (const [topic, id] of Object.entries(ids)) pacer.note({ kind: "subscribe", id, topic });
    pacer.note({ kind: "subscribe", id: requestsId, topic: "requests.changed" });
  });

  const message = (id: number, payload: unknown) =>
    pacer.send({ kind: "message", id, payload } as Frame);
  const result = (id: number) => pacer.send({ kind: "result", id, result: null });
  const turn = () => Promise.resolve();
  const sent = () => batches.flatMap(({ frames }) => frames);
  const payloads = (id: number) =>
    sent().flatMap((frame) => (frame.kind === "message" && frame.id === id ? [frame.payload] : []));

  /** Sends until the page is as far behind as it may be. */
  async function fallBehind(): Promise<void> {
    for (let id = 100; id < 106; id++) {
      result(id);
      await turn();
    }
    batches = [];
  }

  it("sends the frames of one turn as one batch, in order", async () => {
    result(1);
    message(ids["snapshot.changed"], { revision: 1 });
    result(2);
    expect(batches).toEqual([]);
    await turn();
    expect(batches).toHaveLength(1);
    expect(batches[0]?.number).toBe(1);
    expect(sent().map(({ kind }) => kind)).toEqual(["result", "message", "result"]);
  });

  it("holds back what a page that is behind cannot take, and sends it when it has caught up", async () => {
    await fallBehind();
    result(200);
    await turn();
    expect(batches).toEqual([]);
    pacer.taken(1);
    await turn();
    expect(batches).toMatchObject([{ number: 7, frames: [{ kind: "result", id: 200 }] }]);
  });

  it("believes only what was posted to have been taken", async () => {
    await fallBehind();
    result(200);
    for (const lie of [7, 1e9, -1, 0, Number.NaN, "6", null, undefined]) pacer.taken(lie);
    await turn();
    expect(batches).toEqual([]);
  });

  it("keeps the latest snapshot only for a page that is behind", async () => {
    await fallBehind();
    for (let revision = 1; revision <= 100; revision++) {
      message(ids["snapshot.changed"], { revision });
    }
    pacer.taken(6);
    await turn();
    expect(payloads(ids["snapshot.changed"])).toEqual([{ revision: 100 }]);
  });

  it("joins records for a page that is behind, up to what one message holds, and tells what is missing", async () => {
    await fallBehind();
    for (let seq = 1; seq <= 600; seq++) message(ids["events.changed"], { events: [{ seq }] });
    for (let id = 1; id <= 300; id++) message(requestsId, { requests: [{ id }], missed: 1 });
    pacer.taken(6);
    await turn();
    const [events] = payloads(ids["events.changed"]) as [{ events: { seq: number }[] }];
    expect([events.events.length, events.events[0]?.seq]).toEqual([500, 101]);
    const [requests] = payloads(requestsId) as [{ requests: { id: number }[]; missed: number }];
    expect([requests.requests.length, requests.requests[0]?.id]).toEqual([250, 51]);
    expect(requests.missed).toBe(300 + 50);
  });

  it("keeps the last thirty seconds of a page that is behind, each for itself", async () => {
    await fallBehind();
    for (let second = 1; second <= 50; second++) {
      message(ids["series.changed"], { points: { second } });
    }
    pacer.taken(6);
    await turn();
    const seconds = payloads(ids["series.changed"]) as { points: { second: number } }[];
    expect(seconds.map(({ points }) => points.second)).toEqual(
      Array.from({ length: 30 }, (_, index) => index + 21),
    );
  });

  it("sends a hidden page one snapshot a second, the latest, and everything else at once", async () => {
    isHidden = true;
    for (let quarter = 1; quarter <= 12; quarter++) {
      message(ids["snapshot.changed"], { revision: quarter });
      message(ids["events.changed"], { events: [{ seq: quarter }] });
      await turn();
      pacer.taken(batches.at(-1)?.number);
      clock.advance(250);
      await turn();
    }
    expect(payloads(ids["snapshot.changed"])).toEqual([
      { revision: 1 },
      { revision: 4 },
      { revision: 8 },
      { revision: 12 },
    ]);
    expect(payloads(ids["events.changed"])).toHaveLength(12);
  });

  it("sends every snapshot again once the page is seen", async () => {
    isHidden = true;
    message(ids["snapshot.changed"], { revision: 1 });
    await turn();
    message(ids["snapshot.changed"], { revision: 2 });
    await turn();
    expect(payloads(ids["snapshot.changed"])).toHaveLength(1);
    isHidden = false;
    message(ids["snapshot.changed"], { revision: 3 });
    await turn();
    expect(payloads(ids["snapshot.changed"])).toEqual([{ revision: 1 }, { revision: 3 }]);
  });

  it("ends the session of a page that lets answers pile up", async () => {
    await fallBehind();
    for (let id = 0; id < 600; id++) result(id);
    expect(failures).toEqual(["more than 512 frames wait for the page"]);
  });

  it("ends the session when the page is gone, and leaves no timer behind", async () => {
    isHidden = true;
    message(ids["snapshot.changed"], {});
    await turn();
    message(ids["snapshot.changed"], {});
    await turn();
    expect(clock.pendingTimers).toBe(1);
    throwOnPost = true;
    result(1);
    await turn();
    expect(failures).toEqual(["Object has been destroyed"]);
    expect(clock.pendingTimers).toBe(0);
  });
});

// Dots travel where the core says requests went, never elsewhere, and never more than the picture can hold.
import { describe, expect, it } from "vitest";
import type { Flow, FlowDot } from "../../../../balancer-core/contract/flow.ts";
import {
  createDotField,
  type FindStop,
  legMs,
  mostDots,
  waysOf,
} from "../../../../renderer/features/topology/flow-dots.ts";

const x = { clients: 0, listener: 100, pool: 200, server: 300 };
const find: FindStop = (place) => {
  if (place.kind === "server" && place.server === "gone") return null;
  const point = { x: x[place.kind], y: 0 };
  return { in: point, out: point };
};
const dot = (changes: Partial<FlowDot> = {}): FlowDot => ({
  listener: "web",
  pool: "app",
  tried: ["s1"],
  isFailed: false,
  agoMs: 500,
  ...changes,
});
const flow = (...dots: FlowDot[]): Flow => ({ dots, failedEach: 1, otherEach: 1 });

describe("the dots of the flow", () => {
  it("leave the clients, pass listener and pool, arrive at the server, and are gone", () => {
    const field = createDotField();
    field.push(flow(dot()), 0);
    const places = [0, 1, 2, 2.999].map((legs) => field.at(legs * legMs, find)[0]?.x);
    expect(places.map((place) => Math.round(place ?? -1))).toEqual([0, 100, 200, 300]);
    expect(field.at(3 * legMs, find)).toEqual([]);
    expect(field.size).toBe(0);
  });

  it("begin as far apart as the requests ended", () => {
    const field = createDotField();
    field.push(flow(dot({ agoMs: 400 }), dot({ agoMs: 100 })), 0);
    expect(field.at(99, find)).toHaveLength(0);
    expect(field.at(100, find)).toHaveLength(1);
    expect(field.at(400, find)).toHaveLength(2);
  });

  it("end in a cross where the request failed, which fades", () => {
    const field = createDotField();
    field.push(flow(dot({ isFailed: true })), 0);
    const [crossed] = field.at(3 * legMs + 300, find);
    expect(crossed).toMatchObject({ look: "crossed", x: 300, strength: 0.5 });
    expect(field.at(3 * legMs + 700, find)).toEqual([]);
  });

  it("stop at the pool where the balancer answered by itself, at the listener where no route led on", () => {
    const field = createDotField();
    field.push(flow(dot({ tried: [], isFailed: true })), 0);
    expect(field.at(2 * legMs + 1, find)[0]).toMatchObject({ look: "crossed", x: 200 });
    const other = createDotField();
    other.push(flow(dot({ pool: null, tried: [], isFailed: true })), 0);
    expect(other.at(legMs + 1, find)[0]).toMatchObject({ look: "crossed", x: 100 });
  });

  it("show each server that was tried: a cross for those before the last", () => {
    expect(waysOf(dot({ tried: ["s3", "s1"] }))).toEqual([
      { listener: "web", pool: "app", server: "s3", isFailed: true },
      { listener: "web", pool: "app", server: "s1", isFailed: false },
    ]);
  });

  it("start a retry at the pool: the client asked once", () => {
    const field = createDotField();
    field.push(flow(dot({ tried: ["s3", "s1"] })), 0);
    const places = field.at(legMs * 1.001, find).map((each) => Math.round(each.x));
    expect(places).toEqual([100, 200]);
  });

  it("end where the picture no longer has their server", () => {
    const field = createDotField();
    field.push(flow(dot({ tried: ["gone"] })), 0);
    expect(field.at(2.5 * legMs, find)).toEqual([]);
  });

  it("are never more than the picture can hold", () => {
    const field = createDotField();
    const many = flow(...Array.from({ length: 60 }, () => dot()));
    for (let message = 0; message < 20; message += 1) field.push(many, message);
    expect(field.size).toBe(mostDots);
  });
});

// Rows of a listener's charts, whom its pools belong to, and the moments that are marked.
import { describe, expect, it } from "vitest";
import type { BalancerEvent } from "../../../../balancer-core/contract/records.ts";
import { sentence } from "../../../../balancer-core/contract/sentences.ts";
import {
  feedsAlone,
  listenerRows,
  ownKinds,
  ownSeries,
} from "../../../../renderer/features/inspector/listener-history.ts";
import { markersOf } from "../../../../renderer/features/inspector/server-markers.ts";
import type { ListenerSecond } from "../../../../renderer/state/listener-rings.ts";

const second = (at: number, ownAnswers: ListenerSecond["ownAnswers"] = {}): ListenerSecond => ({
  at,
  requests: 10,
  opened: 1,
  connections: 3,
  ownAnswers,
});
const gap: ListenerSecond = {
  at: 3,
  requests: null,
  opened: null,
  connections: null,
  ownAnswers: {},
};

describe("the rows of a listener", () => {
  const seconds = [second(1), second(2, { QUEUE_FULL: 2, QUEUE_TIMEOUT: 1, NO_ROUTE: 4 }), gap];

  it("add own answers of one status up, with zeros where there were none and gaps where nothing is known", () => {
    expect(listenerRows(seconds, true)).toEqual([
      { at: 1, requests: 10, opened: 1, connections: 3, "own 421": 0, "own 503": 0 },
      { at: 2, requests: 10, opened: 1, connections: 3, "own 421": 4, "own 503": 3 },
      { at: 3, requests: null, opened: null, connections: null, "own 421": null, "own 503": null },
    ]);
  });

  it("name own answers by status for HTTP, by code for connections and codes nobody knows", () => {
    expect(ownKinds(seconds, true)).toEqual(["421", "503"]);
    expect(ownKinds([second(1, { UPSTREAM_CONNECT_FAILED: 1 })], false)).toEqual([
      "UPSTREAM_CONNECT_FAILED",
    ]);
    expect(ownKinds([second(1, { OF_TOMORROW: 1 })], true)).toEqual(["OF_TOMORROW"]);
    expect(ownSeries(["421", "503"]).map(({ key, label }) => [key, label])).toEqual([
      ["own 421", "421"],
      ["own 503", "503"],
    ]);
  });
});

describe("a listener's pools", () => {
  it("are its own until another listener leads to one of them", () => {
    const web = { id: "web", pools: ["app", "static"] };
    expect(feedsAlone([web, { id: "admin", pools: ["tools"] }], "web")).toBe(true);
    expect(feedsAlone([web, { id: "admin", pools: ["tools", "static"] }], "web")).toBe(false);
  });
});

describe("the markers of a listener", () => {
  const event = (seq: number, changes: Partial<BalancerEvent>): BalancerEvent => ({
    seq,
    at: new Date(seq * 60_000).toISOString(),
    kind: "listener",
    level: "info",
    message: "",
    listener: "web",
    ...changes,
  });
  const thing = sentence("LISTENER", { id: "web" });

  it("tell when it listened, closed, failed and warned, and nothing of others", () => {
    const address = "127.0.0.1:8080";
    const events = [
      event(1, { message: sentence("LISTENS", { thing, address }) }),
      event(2, { level: "warning", message: sentence("THING_SAYS", { thing, said: "x" }) }),
      event(3, { level: "error", message: sentence("ADDRESS_IN_USE", { thing, address }) }),
      event(4, { message: sentence("CLOSED", { thing, address }) }),
      event(5, { listener: "admin", message: "whatever" }),
    ];
    const labels = (listener?: string) =>
      markersOf(events, { pools: ["app"], ...(listener === undefined ? {} : { listener }) }).map(
        ({ label }) => label,
      );
    expect(labels("web")).toEqual(["listening", "warning", "failed", "closed"]);
    expect(labels()).toEqual([]);
  });
});

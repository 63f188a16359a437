// A new generator as a form holds it: proposed, checked by the contract's schema, refused by the balancer at a field.
import { describe, expect, it } from "vitest";
import { BalancerError } from "../../../../balancer-core/contract/balancer-error.ts";
import type { ScenarioRun } from "../../../../balancer-core/contract/scenario-status.ts";
import type { ListenerSnapshot } from "../../../../balancer-core/contract/snapshot.ts";
import {
  checkTraffic,
  newDraft,
  refusalOf,
  targetsOf,
  trafficOf,
} from "../../../../renderer/features/lab/traffic-draft.ts";

const draft = newDraft(["steady", "steady-2"], "web");

describe("the draft of a generator", () => {
  it("is right as it is proposed, under a name that is free", () => {
    expect(draft).toMatchObject({ id: "steady-3", target: "web", mode: "open" });
    expect(checkTraffic(draft, ["steady", "steady-2"])).toEqual({});
    expect(trafficOf(draft)).toEqual({ id: "steady-3", target: "web", mode: "open", rate: 200 });
  });

  it("writes only what its mode has, and no default of what it leaves alone", () => {
    const closed = { ...draft, mode: "closed", path: "/x", rate: null } as const;
    expect(checkTraffic(closed, [])).toEqual({});
    expect(trafficOf(closed)).toEqual({
      id: "steady-3",
      target: "web",
      mode: "closed",
      concurrency: 10,
      path: "/x",
    });
    expect(trafficOf({ ...closed, thinkTime: "5ms", host: "a.example" })).toMatchObject({
      thinkTime: "5ms",
      host: "a.example",
    });
  });

  it("says what is wrong at each field at once", () => {
    const wrong = { ...draft, id: "no spaces", target: "", rate: null, path: "x", host: "a b" };
    expect(checkTraffic(wrong, [])).toEqual({
      id: "Letters, digits, . - or _, beginning with a letter or digit",
      target: "A listener to send to",
      rate: "From 0.1 to 20\u202f000",
      path: "Begins with /",
      host: "A host name, such as shop.example",
    });
    const closed = { ...draft, mode: "closed", concurrency: 1.5, thinkTime: "soon" } as const;
    expect(checkTraffic(closed, [])).toEqual({
      concurrency: "A whole number from 1 to 1\u202f000",
      thinkTime: "A duration such as 20ms or 1.5s",
    });
  });

  it("refuses an id that is taken", () => {
    expect(checkTraffic(draft, ["steady-3"])).toEqual({
      id: "There is a generator steady-3 already",
    });
  });

  it("shows at its field what the balancer refuses of a generator, and nothing else", () => {
    const problem = (path: string, message: string) => ({ path, message });
    const error = new BalancerError("INVALID_CONFIG", "2 problems", {
      details: [
        problem("lab.traffic.3.target", 'there is no listener "web"'),
        problem("pools.0.id", "is wrong"),
      ],
    });
    expect(refusalOf(error)).toEqual({ target: 'There is no listener "web"' });
  });
});

describe("targets of traffic", () => {
  const listeners = [{ id: "web" }, { id: "lab-slow" }] as ListenerSnapshot[];
  const run = (state: ScenarioRun["state"]) =>
    ({ state, arms: [{ listener: "lab-slow" }] }) as unknown as ScenarioRun;

  it("are not those of a scenario that plays, which leave with it", () => {
    expect(targetsOf(listeners, run("running")).map(({ id }) => id)).toEqual(["web"]);
    expect(targetsOf(listeners, run("ended"))).toEqual(listeners);
    expect(targetsOf(listeners, undefined)).toEqual(listeners);
  });
});

// @vitest-environment jsdom
// The frame and the Events page draw again when what they show changed, not with each of the snapshots that come all the time.
import { act, cleanup, render } from "@testing-library/react";
import { Profiler, type ReactNode } from "react";
import { afterEach, describe, expect, it } from "vitest";
import type { BalancerClient } from "../../../../balancer-core/client/types.ts";
import type { BalancerEvent } from "../../../../balancer-core/contract/records.ts";
import type { Snapshot } from "../../../../balancer-core/contract/snapshot.ts";
import { Header } from "../../../../renderer/app/header.tsx";
import { Navigation } from "../../../../renderer/app/navigation.tsx";
import { Welcome } from "../../../../renderer/app/welcome.tsx";
import { EventsPage } from "../../../../renderer/features/events/events-page.tsx";
import type { Actions } from "../../../../renderer/state/actions.ts";
import { ConsoleProvider } from "../../../../renderer/state/console-context.tsx";
import { appendEvents } from "../../../../renderer/state/events-store.ts";
import { setLab } from "../../../../renderer/state/lab-store.ts";
import { setSnapshot } from "../../../../renderer/state/snapshot-store.ts";
import { createFixtureWorld } from "../../../support/console-fixture/fixture-world.ts";

const services = { client: {} as BalancerClient, actions: {} as Actions };
const world = createFixtureWorld();
const begin: Snapshot = { ...world.snapshot(), uptimeMs: 60_000 };

afterEach(cleanup);

/** How often the part was drawn since the function was last called. */
function drawn(part: ReactNode): () => number {
  let commits = 0;
  const onRender = () => {
    commits += 1;
  };
  setSnapshot(begin);
  setLab(world.lab());
  render(
    <ConsoleProvider services={services}>
      <Profiler id="part" onRender={onRender}>
        {part}
      </Profiler>
    </ConsoleProvider>,
  );
  commits = 0;
  return () => {
    const since = commits;
    commits = 0;
    return since;
  };
}

/** A snapshot in which requests in flight and totals moved, as they do four times a second. */
function pass(times: number): void {
  for (let time = 1; time <= times; time += 1)
    act(() =>
      setSnapshot({
        ...begin,
        uptimeMs: begin.uptimeMs + time * 20,
        pools: begin.pools.map((pool) => ({
          ...pool,
          servers: pool.servers.map((server) => ({
            ...server,
            totalRequests: server.totalRequests + time,
          })),
        })),
      }),
    );
}

const event: BalancerEvent = {
  ...(world.events()[0] as BalancerEvent),
  seq: 1_000_000,
  message: "another one",
};

describe("snapshots that change nothing that is shown", () => {
  it("draw neither header nor navigation again; what is shown does", () => {
    const header = drawn(<Header />);
    pass(20);
    expect(header()).toBe(0);
    act(() => setSnapshot({ ...begin, pools: [] }));
    expect(header()).toBe(1);
    cleanup();

    const navigation = drawn(<Navigation current="events" />);
    pass(20);
    expect(navigation()).toBe(0);
    act(() => setSnapshot({ ...begin, uptimeMs: begin.uptimeMs + 1_000 }));
    expect(navigation()).toBe(1);
  });

  it("draw no events again; an event does", () => {
    const events = drawn(<EventsPage />);
    pass(20);
    expect(events()).toBe(0);
    act(() => appendEvents([event]));
    expect(events()).toBeGreaterThan(0);
  });
});

describe("counts of a running generator", () => {
  it("draw neither its button nor the doors; its end does", () => {
    const lab = world.lab();
    for (const part of [<Header key="header" />, <Welcome key="welcome" />]) {
      const draws = drawn(part);
      for (let second = 1; second <= 10; second += 1)
        act(() =>
          setLab({ ...lab, traffic: lab.traffic.map((each) => ({ ...each, sent: second })) }),
        );
      expect(draws()).toBe(0);
      act(() =>
        setLab({
          ...lab,
          traffic: lab.traffic.map((each) => ({ ...each, running: !each.running })),
        }),
      );
      expect(draws()).toBe(1);
      cleanup();
    }
  });
});

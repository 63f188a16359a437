// The live region: one sentence at most every two seconds, and none for what came back meanwhile.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ServerState, Snapshot } from "../../../../balancer-core/contract/snapshot.ts";
import { createAnnouncer } from "../../../../renderer/state/announcements.ts";
import { createFixtureWorld } from "../../../support/console-fixture/fixture-world.ts";

const said: string[] = [];
const announcer = () => createAnnouncer((sentence) => said.push(sentence));

/** Servers s1, s2, … of one pool. */
function snapshot(...states: ServerState[]): Snapshot {
  const world = createFixtureWorld().snapshot();
  const [pool] = world.pools;
  const [server] = pool?.servers ?? [];
  if (!pool || !server) throw new Error("the fixture has a pool with a server");
  const servers = states.map((state, index) => ({ ...server, id: `s${index + 1}`, state }));
  return { ...world, pools: [{ ...pool, servers }] };
}

beforeEach(() => {
  said.length = 0;
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

describe("what is announced", () => {
  it("is who changed and how many are up, and nothing at the start", () => {
    const { see } = announcer();
    see(snapshot("up", "up", "up"));
    expect(said).toEqual([]);
    see(snapshot("up", "down", "up"));
    expect(said).toEqual(["s2 down, 2 of 3 up"]);
  });

  it("adds up for two seconds, and leaves out what came back", () => {
    const { see } = announcer();
    see(snapshot("up", "up", "up"));
    see(snapshot("down", "up", "up"));
    see(snapshot("down", "down", "up"));
    see(snapshot("down", "up", "draining"));
    vi.advanceTimersByTime(1_999);
    expect(said).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(said).toEqual(["s1 down, 2 of 3 up", "s3 draining, 1 of 3 up"]);
    vi.advanceTimersByTime(10_000);
    expect(said).toHaveLength(2);
  });

  it("names three and counts the others", () => {
    const { see } = announcer();
    see(snapshot("up", "up", "up", "up", "up"));
    see(snapshot("down", "down", "down", "down", "down"));
    expect(said).toEqual(["s1 down, s2 down, s3 down, 2 more changed, 0 of 5 up"]);
  });

  it("ends when it is stopped", () => {
    const { see, stop } = announcer();
    see(snapshot("up"));
    see(snapshot("down"));
    see(snapshot("up"));
    stop();
    vi.advanceTimersByTime(10_000);
    expect(said).toHaveLength(1);
  });
});

// How many keys a change moves, where a hash chooses: held against what the algorithms promise.
import { describe, expect, it } from "vitest";
import { changeImpact } from "../../../balancer-core/config/change-impact.ts";
import type { Snapshot } from "../../../balancer-core/contract/snapshot.ts";
import { testConfig } from "../../support/balancer.ts";

const live = { listeners: [], pools: [] } as unknown as Snapshot;
const servers = (...ids: string[]) => ids.map((id) => ({ id, address: "127.0.0.1:1" }));
const pool = (algorithm: object, list: object[]) =>
  testConfig({ version: 1, pools: [{ id: "app", algorithm, servers: list }] });
const ring = { type: "consistent-hash", key: "header:x-user" };
const five = servers("a", "b", "c", "d", "e");

function moved(before: object, after: object, from: object[] = five, to: object[] = five) {
  const [impact] = changeImpact(pool(before, from), pool(after, to), live).hashKeys;
  return impact === undefined ? undefined : impact.movedKeys / impact.sampledKeys;
}

describe("the share of hash keys that move", () => {
  it.each([
    ["consistent-hash", ring],
    ["consistent-hash by address", { type: "consistent-hash", key: "source-ip" }],
    ["maglev", { type: "maglev", key: "path" }],
  ])("is about a sixth when %s gets a sixth server", (_, algorithm) => {
    const share = moved(algorithm, algorithm, five, [...five, ...servers("f")]);
    expect(share).toBeGreaterThan(0.1);
    expect(share).toBeLessThan(0.25);
  });

  it("is most of them when ip-hash loses a server, and another algorithm comes", () => {
    const hash = { type: "ip-hash" };
    expect(moved(hash, hash, five, five.slice(1))).toBeGreaterThan(0.5);
    const byAddress = { type: "maglev", key: "source-ip" };
    expect(moved(hash, byAddress)).toBeGreaterThan(0.5);
  });

  it("is those of one server when it drains", () => {
    const drained = five.map((each, index) => (index === 0 ? { ...each, intent: "drain" } : each));
    const share = moved(ring, ring, five, drained);
    expect(share).toBeGreaterThan(0.1);
    expect(share).toBeLessThan(0.3);
  });

  it("is not told where nothing is chosen anew, or not by the same part of requests", () => {
    const moves = five.map((each) => ({ ...each, address: "127.0.0.1:2" }));
    expect(moved(ring, ring, five, moves)).toBeUndefined();
    expect(moved(ring, { type: "maglev", key: "path" })).toBeUndefined();
    expect(moved(ring, { type: "round-robin" })).toBeUndefined();
    expect(moved({ type: "round-robin" }, { type: "random" })).toBeUndefined();
  });
});

// The RPC suite over the memory pair, and the limit that needs a clock of its own.
import { describe, expect, it } from "vitest";
import { createMemoryPair } from "../../../balancer-core/client/memory-transport.ts";
import { createRateWindow } from "../../../balancer-core/host/rate-window.ts";
import { createFakeClock } from "../../support/fake-clock.ts";
import { describeRpcOver } from "../../support/rpc-suite.ts";

describeRpcOver("memory", () => {
  const [client, host] = createMemoryPair();
  return { client, host, dispose: () => host.close() };
});

describe("the rate window", () => {
  it("refuses what comes beyond the limit and opens again with the next second", () => {
    const clock = createFakeClock();
    const rate = createRateWindow(clock, 2);
    expect([rate.take(), rate.take(), rate.take()]).toEqual([true, true, false]);
    clock.advance(1_000);
    expect(rate.take()).toBe(true);
  });
});

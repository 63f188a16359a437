// Knobs draw from the server's seed: repeatable, and each without disturbing the others.
import { describe, expect, it } from "vitest";
import { labServerSchema } from "../../../balancer-core/contract/config-lab.ts";
import { createSimKnobs } from "../../../balancer-core/lab/sim-knobs.ts";

type Document = Partial<Parameters<typeof labServerSchema.parse>[0] & object>;
const server = (document: Document = {}) =>
  labServerSchema.parse({ id: "sim", bind: "127.0.0.1:0", ...document });

describe("the knobs of a simulated server", () => {
  it("fail the configured share of requests", () => {
    const knobs = createSimKnobs(server({ errorRate: 0.2 }));
    const failed = Array.from({ length: 10_000 }, () => knobs.nextFails()).filter(Boolean).length;
    expect(failed).toBeGreaterThan(1_900);
    expect(failed).toBeLessThan(2_100);
  });

  it("never fail at 0 and always at 1", () => {
    const never = createSimKnobs(server({ errorRate: 0 }));
    const always = createSimKnobs(server({ errorRate: 1 }));
    for (let index = 0; index < 1_000; index++) {
      expect(never.nextFails()).toBe(false);
      expect(always.nextFails()).toBe(true);
    }
  });

  it("keep the sequence of working times when another knob is turned", () => {
    const turned = createSimKnobs(server());
    const left = createSimKnobs(server());
    turned.nextLatencyMs();
    left.nextLatencyMs();
    turned.set(server({ errorRate: 0.5 }));
    turned.nextFails();
    expect(turned.nextLatencyMs()).toBe(left.nextLatencyMs());
  });

  it("begin a new sequence with a new seed", () => {
    const knobs = createSimKnobs(server({ seed: 1 }));
    const other = createSimKnobs(server({ seed: 2 }));
    knobs.nextLatencyMs();
    knobs.set(server({ seed: 2 }));
    expect(knobs.nextLatencyMs()).toBe(other.nextLatencyMs());
  });
});

// Changes of the lab read as sentences.
import { describe, expect, it } from "vitest";
import { labServerSchema } from "../../../balancer-core/contract/config-lab.ts";
import { describeChanges } from "../../../balancer-core/lab/lab-changes.ts";

describe("changes of a lab entry", () => {
  it("are one sentence per key, with durations as people write them", () => {
    const before = labServerSchema.parse({ id: "sim1", bind: "127.0.0.1:9001" });
    const after = labServerSchema.parse({
      id: "sim1",
      bind: "127.0.0.1:9001",
      concurrency: 4,
      latency: { distribution: "constant", value: "5s" },
    });
    const [from, to] = [before, after].map((config) => labServerSchema.encode(config));
    expect(describeChanges('simulated server "sim1"', from ?? {}, to ?? {})).toEqual([
      'simulated server "sim1": latency lognormal median 20ms p99 80ms → constant value 5s',
      'simulated server "sim1": concurrency 16 → 4',
    ]);
  });

  it("are none when nothing differs", () => {
    expect(describeChanges("x", { a: { b: 1 } }, { a: { b: 1 } })).toEqual([]);
  });
});

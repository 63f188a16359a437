// How long another attempt waits.
import { describe, expect, it } from "vitest";
import { backoffMs } from "../../../balancer-core/proxy/backoff.ts";
import { poolConfig } from "../../support/fake-pool.ts";

const { retries } = poolConfig(["127.0.0.1:1"], {});

describe("the pause before another attempt", () => {
  it("doubles the wait up to its maximum, with full jitter", () => {
    expect([0, 1, 2, 9].map((made) => backoffMs(retries, made, () => 0.999_999))).toEqual([
      24, 49, 99, 249,
    ]);
    expect(backoffMs(retries, 3, () => 0)).toBe(0);
  });
});

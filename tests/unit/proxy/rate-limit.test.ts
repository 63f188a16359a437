// The rate of one address: what is allowed at once, how it comes back, who shares it, and that the table stays small.
import { describe, expect, it } from "vitest";
import { RateLimit, rateLimitOf } from "../../../balancer-core/proxy/rate-limit.ts";

const takeMany = (limit: RateLimit, address: string, now: number, times: number) =>
  Array.from({ length: times }, () => limit.take(address, now)).filter(Boolean).length;

describe("a rate limit", () => {
  it("allows a second's worth at once, then as much as time brings back", () => {
    const limit = new RateLimit(10);
    expect(takeMany(limit, "192.0.2.1", 0, 15)).toBe(10);
    expect(takeMany(limit, "192.0.2.1", 99, 1)).toBe(0);
    expect(takeMany(limit, "192.0.2.1", 300, 5)).toBe(3);
    expect(takeMany(limit, "192.0.2.1", 60_000, 15)).toBe(10);
  });

  it("goes on counting when its generations change", () => {
    const limit = new RateLimit(2);
    let taken = 0;
    for (let now = 0; now < 10_000; now += 100) {
      if (limit.take("192.0.2.1", now)) taken++;
      limit.take(`198.51.100.${now / 100}`, now);
    }
    expect(taken).toBeGreaterThanOrEqual(20);
    expect(taken).toBeLessThanOrEqual(22);
  });

  it("counts each IPv4 address, and each /64 of IPv6, by itself", () => {
    const limit = new RateLimit(1);
    expect(limit.take("192.0.2.1", 0)).toBe(true);
    expect(limit.take("192.0.2.2", 0)).toBe(true);
    expect(limit.take("2001:db8::1", 0)).toBe(true);
    expect(limit.take("2001:db8:0:0:ffff::2", 0)).toBe(false);
    expect(limit.take("2001:db8:0:1::1", 0)).toBe(true);
  });

  it("remembers at most 65,536 addresses", () => {
    const limit = new RateLimit(1);
    for (let index = 0; index < 100_000; index++) limit.take(`address ${index}`, 0);
    expect(limit.size).toBeLessThanOrEqual(65_536);
    expect(limit.take("address 99999", 0)).toBe(false);
  });

  it("is none for 0 and keeps what it remembers while the rate stays", () => {
    expect(rateLimitOf(0, null)).toBeNull();
    const limit = rateLimitOf(5, null);
    expect(rateLimitOf(5, limit)).toBe(limit);
    expect(rateLimitOf(6, limit)).not.toBe(limit);
  });
});

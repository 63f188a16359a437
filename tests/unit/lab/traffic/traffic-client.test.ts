// Who a generator's requests seem to come from, and where they go.
import { describe, expect, it } from "vitest";
import {
  identityAddress,
  reachable,
} from "../../../../balancer-core/lab/traffic/traffic-client.ts";

describe("client identities", () => {
  it("are loopback addresses of their own towards an IPv4 loopback target", () => {
    const target = { host: "127.0.0.1", port: 8080 };
    expect(identityAddress(0, target)).toBe("127.0.0.2");
    expect(identityAddress(249, target)).toBe("127.0.0.251");
  });

  it("are left to the system towards anything else, which loopback addresses cannot reach", () => {
    for (const host of ["::1", "192.0.2.1", "localhost"])
      expect(identityAddress(0, { host, port: 8080 })).toBeUndefined();
  });
});

describe("the target of traffic", () => {
  it("is loopback where the listener takes every interface", () => {
    expect(reachable({ host: "0.0.0.0", port: 80 })).toEqual({ host: "127.0.0.1", port: 80 });
    expect(reachable({ host: "::", port: 80 })).toEqual({ host: "::1", port: 80 });
    expect(reachable({ host: "192.0.2.1", port: 80 })).toEqual({ host: "192.0.2.1", port: 80 });
  });
});

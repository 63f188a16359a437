// Whom a generator plays and what it asks for: shares, skew, keys, identities and cookies, all by the seed.
import { describe, expect, it } from "vitest";
import { trafficSchema } from "../../../../balancer-core/contract/config-lab.ts";
import { createRequestSource } from "../../../../balancer-core/lab/traffic/request-source.ts";
import { createZipf } from "../../../../balancer-core/lab/traffic/zipf.ts";
import { seededRandom } from "../../../../balancer-core/ports.ts";

const to = { host: "127.0.0.1", port: 8080, protocol: "http", readsProxyHeader: false } as const;
const config = (changes: object = {}) =>
  trafficSchema.parse({ id: "steady", target: "web", mode: "open", ...changes });
const take = (count: number, changes: object = {}) => {
  const source = createRequestSource(config(changes), () => true);
  return Array.from({ length: count }, () => source.next(to));
};
const share = (parts: readonly unknown[], all: readonly unknown[]) => parts.length / all.length;

describe("the requests of a generator", () => {
  it("are GETs of its path from all clients alike, unless it says otherwise", () => {
    const requests = take(2_000, { path: "/a b", clients: 4 });
    expect(new Set(requests.map(({ method, path }) => `${method} ${path}`))).toEqual(
      new Set(["GET /a%20b"]),
    );
    for (const last of [2, 3, 4, 5]) {
      const own = requests.filter(({ localAddress }) => localAddress === `127.0.0.${last}`);
      expect(share(own, requests)).toBeCloseTo(0.25, 1);
    }
  });

  it("mix methods and paths by share", () => {
    const mix = [
      { path: "/read", share: 9 },
      { method: "POST", path: "/write", bodyBytes: 10 },
    ];
    const requests = take(5_000, { mix });
    const writes = requests.filter(({ method }) => method === "POST");
    expect(share(writes, requests)).toBeCloseTo(0.1, 1);
    expect(writes[0]).toMatchObject({ path: "/write", bodyBytes: 10 });
  });

  it("carry a key in a header and in the path, few of them most of the time", () => {
    const requests = take(5_000, { path: "/item/{key}", keys: { count: 100, skew: 1 } });
    const first = requests.filter(({ headers }) => headers["x-key"] === "k0");
    // 1 / (1 + 1/2 + … + 1/100) = 0.193
    expect(share(first, requests)).toBeCloseTo(0.193, 1);
    expect(first[0]?.path).toBe("/item/k0");
  });

  it("say who they are from in X-Forwarded-For, all over the same address", () => {
    const requests = take(200, { identity: "forwarded-for", clients: 3 });
    expect(new Set(requests.map(({ localAddress }) => localAddress))).toEqual(new Set([undefined]));
    expect(new Set(requests.map(({ headers }) => headers["x-forwarded-for"]))).toEqual(
      new Set(["10.0.0.0", "10.0.0.1", "10.0.0.2"]),
    );
  });

  it("say who they are from in PROXY headers, where the listener reads them", () => {
    const source = (changes: object) =>
      createRequestSource(config({ clients: 3, ...changes }), () => true);
    const claims = (changes: object) => {
      const one = source(changes);
      const requests = Array.from({ length: 100 }, () =>
        one.next({ ...to, readsProxyHeader: true }),
      );
      expect(new Set(requests.map(({ localAddress }) => localAddress))).toEqual(
        new Set([undefined]),
      );
      return new Set(requests.map(({ claimedAddress }) => claimedAddress));
    };
    expect(claims({})).toEqual(new Set(["10.0.0.0", "10.0.0.1", "10.0.0.2"]));
    expect(claims({ identity: "forwarded-for" })).toEqual(new Set(["127.0.0.1"]));
    expect(source({}).next(to).claimedAddress).toBeUndefined();
  });

  it("keep the cookies of each client apart, and forget those that are over", () => {
    const source = createRequestSource(config({ identity: "cookie-jar", clients: 2 }), () => true);
    const jars = new Map(
      Array.from({ length: 50 }, () => source.next(to)).map((one) => [one.localAddress, one.jar]),
    );
    const [first, second] = [jars.get("127.0.0.2"), jars.get("127.0.0.3")];
    first?.store(["EVENKEEL=s1; Path=/; HttpOnly", "theme=dark"]);
    expect(first?.header()).toBe("EVENKEEL=s1; theme=dark");
    expect(second?.header()).toBeUndefined();
    first?.store(["EVENKEEL=gone; Max-Age=0", "theme=light"]);
    expect(first?.header()).toBe("theme=light");
  });

  it("are the same for the same seed, and turning the mix leaves the clients as they were", () => {
    const clients = (changes: object) =>
      take(100, { clients: 20, clientSkew: 1, ...changes }).map((one) => one.localAddress);
    expect(clients({ seed: 5 })).toEqual(clients({ seed: 5, mix: [{ path: "/other" }] }));
    expect(clients({ seed: 5 })).not.toEqual(clients({ seed: 6 }));
  });
});

describe("Zipf's law", () => {
  it.each([0, 0.5, 1, 2])("gives rank k in proportion to 1 / (k + 1)^%f", (skew) => {
    const [count, draws] = [20, 40_000];
    const draw = createZipf(count, skew, seededRandom(3));
    const seen = new Array<number>(count).fill(0);
    for (let index = 0; index < draws; index++) {
      const rank = draw();
      seen[rank] = (seen[rank] ?? 0) + 1;
    }
    const total = seen.reduce((sum, _, rank) => sum + (rank + 1) ** -skew, 0);
    for (const [rank, times] of seen.entries()) {
      expect(times / draws).toBeCloseTo((rank + 1) ** -skew / total, 1.7);
    }
  });
});

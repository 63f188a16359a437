// ip-hash is nginx's own, held against its code written down again over addresses of both kinds.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressOctets } from "../../../balancer-core/algorithms/address-octets.ts";
import { createIpHash } from "../../../balancer-core/algorithms/ip-hash.ts";
import { numbered, type TestCandidate } from "./candidates.ts";

/** ngx_http_upstream_get_ip_hash_peer() without its last resort; undefined where that would come. */
function nginx(octets: readonly number[], weights: readonly number[], down: ReadonlySet<number>) {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let hash = 89;
  for (let tries = 0; tries <= 20; tries++) {
    for (const octet of octets) hash = (hash * 113 + octet) % 6_271;
    let w = hash % total;
    let peer = 0;
    while (w >= (weights[peer] as number)) {
      w -= weights[peer] as number;
      peer++;
    }
    if (!down.has(peer)) return `s${peer}`;
  }
  return undefined;
}

describe("an address hash", () => {
  it("goes where nginx would go, with servers down or not", () => {
    const weights = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 2, maxLength: 10 });
    const mask = fc.integer({ min: 0, max: 1_023 });
    fc.assert(
      fc.property(weights, mask, fc.ipV4(), (list, downMask, address) => {
        const members = numbered(list);
        const isDown = ({ ordinal }: TestCandidate) => ((downMask >> ordinal) & 1) === 1;
        const algorithm = createIpHash<TestCandidate>();
        algorithm.prepare(
          members.filter((server) => !isDown(server)),
          members,
        );
        const octets = address.split(".").slice(0, 3).map(Number);
        const down = new Set(members.filter(isDown).map(({ ordinal }) => ordinal));
        const expected = nginx(octets, list, down);
        if (expected !== undefined) expect(algorithm.choose([], address)?.id).toBe(expected);
      }),
    );
  });

  it("keeps a network together", () => {
    const algorithm = createIpHash<TestCandidate>();
    algorithm.prepare(numbered([1, 1, 1, 1, 1]));
    const chosen = Array.from({ length: 256 }, (_, host) =>
      algorithm.choose([], `192.0.2.${host}`),
    );
    expect(new Set(chosen).size).toBe(1);
  });

  it.each<[string, readonly number[]]>([
    ["192.0.2.7", [192, 0, 2]],
    ["::ffff:192.0.2.7", [192, 0, 2]],
    ["::1", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]],
    ["2001:db8::ff00:42:8329", [32, 1, 13, 184, 0, 0, 0, 0, 0, 0, 255, 0, 0, 66, 131, 41]],
    ["fe80::1%eth0", [254, 128, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]],
    ["64:ff9b::192.0.2.7", [0, 100, 255, 155, 0, 0, 0, 0, 0, 0, 0, 0, 192, 0, 2, 7]],
    ["", [0, 0, 0]],
    ["1:2", [0, 0, 0]],
  ])("goes by these octets of %s", (address, octets) => {
    expect(addressOctets(address)).toEqual(octets);
  });
});

// Hash of the client's address, exactly as nginx's ip_hash. Idea: the first three octets of an IPv4 address, or all of an IPv6 one,
// point at a place on a line of weights; whoever cannot be had is passed by hashing on, and after twenty times by taking turns.
// O(log n). Wrong choice behind a proxy whose address all clients share, for more than 6271 units of weight, and where servers
// come and go: one more in the configuration moves nearly everybody. Source: nginx, ngx_http_upstream_ip_hash_module.c.
import { addressOctets } from "./address-octets.ts";
import type { Candidate, HashPosition, SelectionAlgorithm } from "./algorithm.ts";
import { byOrdinal, HashMembers } from "./hash-members.ts";
import { createRoundRobin } from "./round-robin.ts";

const firstHash = 89;
const multiplier = 113;
const modulus = 6_271;
const mostTries = 20;

export function createIpHash<C extends Candidate>(): SelectionAlgorithm<C> {
  const members = new HashMembers<C>(byOrdinal);
  const turns = createRoundRobin<C>();
  /** Sum of the weights up to and including each member, whether it is up or not. */
  let bounds: number[] = [];
  let value = 0;
  let position = 0;
  let steps = 0;

  function slotAt(point: number): number {
    let low = 0;
    let high = bounds.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (point < (bounds[middle] as number)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  return {
    prepare(candidates, all = candidates) {
      turns.prepare(candidates, all);
      if (!members.prepare(candidates, all)) return;
      let total = 0;
      bounds = members.servers.map(({ weight }) => {
        total += weight;
        return total;
      });
    },
    setAvailable(candidate, isAvailable) {
      members.setAvailable(candidate, isAvailable);
      turns.setAvailable(candidate, isAvailable);
    },
    choose(skip, key = "") {
      const total = bounds.at(-1) ?? 0;
      if (total === 0) return undefined;
      const octets = addressOctets(key);
      let hash = firstHash;
      for (steps = 0; steps <= mostTries; steps++) {
        for (const octet of octets) hash = (hash * multiplier + octet) % modulus;
        const slot = slotAt(hash % total);
        if (steps === 0) {
          value = hash;
          position = hash % total;
        }
        if (members.mayHave(slot, skip)) return members.servers[slot];
      }
      return turns.choose(skip);
    },
    account: {
      score: null,
      tieBreak: "place on the line of weights",
      scoreOf: () => null,
      hashed: (): HashPosition => ({ value, position, of: bounds.at(-1) ?? 0, steps }),
    },
  };
}

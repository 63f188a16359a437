// Consistent hashing with bounded loads. Idea: a ring of 160 points per weight; a key goes to the first point at or behind its hash,
// or on from there past servers that cannot be had or carry more than (1 + boundedLoad) times their share. A server that goes
// takes only its own keys with it. O(1) expected. Wrong choice where keys differ much in traffic and there is no bound. Sources:
// Karger et al. 1997; ketama, as nginx has it; for the bound Mirrokni, Thorup, Zadimoghaddam 2018, who round it up, as Vimeo's
// balancer and HAProxy's hash-balance-factor have it but for the rounding of each server's part.
import type { Candidate, HashPosition, SelectionAlgorithm } from "./algorithm.ts";
import { byId, HashMembers } from "./hash-members.ts";
import { HashRing } from "./hash-ring.ts";
import { LoadBound } from "./load-bound.ts";
import { textHash } from "./text-hash.ts";

export interface ConsistentHashOptions {
  /** How much of its share a server may have above it, 0 for as much as comes. */
  readonly boundedLoad: number;
}

export function createConsistentHash<C extends Candidate>({
  boundedLoad,
}: ConsistentHashOptions): SelectionAlgorithm<C> {
  const members = new HashMembers<C>(byId);
  const bound = boundedLoad > 0 ? new LoadBound<C>(members, boundedLoad) : null;
  let ring = new HashRing([]);
  let value = 0;
  let position = 0;
  let steps = 0;

  /** Ends after one round at the latest. */
  function walk(skip: readonly Candidate[], isBounded: boolean): C | undefined {
    const size = ring.size;
    for (steps = 0; steps < size; steps++) {
      const place = position + steps;
      const slot = ring.owner(place < size ? place : place - size);
      if (!members.mayHave(slot, skip)) continue;
      if (!isBounded || bound?.hasRoom(slot) !== false) return members.servers[slot];
    }
    return undefined;
  }

  return {
    prepare(candidates, all = candidates) {
      if (members.prepare(candidates, all)) ring = new HashRing(members.servers);
      bound?.prepare();
    },
    setAvailable(candidate, isAvailable) {
      members.setAvailable(candidate, isAvailable);
      bound?.changed(candidate);
    },
    choose(skip, key = "") {
      value = textHash(key, 0);
      position = ring.find(value);
      // Those that this request may have can all be above their bound, when it tried the others.
      return walk(skip, true) ?? (bound === null ? undefined : walk(skip, false));
    },
    loadChanged: (server) => bound?.changed(server),
    account: {
      score: null,
      tieBreak: "place on the ring",
      scoreOf: () => null,
      hashed: (): HashPosition => ({ value, position, of: ring.size, steps }),
    },
  };
}

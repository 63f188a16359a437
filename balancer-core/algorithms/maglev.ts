// Maglev hashing. Idea: a table of a prime number of places; servers claim places in turn, each by a preference of its own, so that
// all get very nearly their share; a key is one look. A server that goes down gives its keys to those behind it in the table; one
// more in the configuration moves hardly more than its share. O(1). Wrong choice for very large pools, which need larger tables,
// and making a table takes time. Sources: Eisenbud et al., NSDI 2016, 3.4; weights as in Envoy, maglev_lb.cc.
import type { Candidate, HashPosition, SelectionAlgorithm } from "./algorithm.ts";
import { byId, HashMembers } from "./hash-members.ts";
import { textHash } from "./text-hash.ts";

export interface Preference {
  readonly offset: number;
  readonly skip: number;
  readonly weight: number;
}

const nobody = -1;

/** The table of the paper: for each place who owns it. `size` is prime, or a server may never find a free place. */
export function populate(preferences: readonly Preference[], size: number): Int32Array {
  const table = new Int32Array(size).fill(nobody);
  const heaviest = preferences.reduce((most, { weight }) => Math.max(most, weight), 0);
  const next = preferences.map(({ offset }) => offset);
  const due = preferences.map(() => 0);
  let filled = 0;
  for (let round = 1; preferences.length > 0; round++) {
    for (let owner = 0; owner < preferences.length; owner++) {
      const { skip, weight } = preferences[owner] as Preference;
      // The heaviest takes a place in every round, one of a third of its weight in every third.
      if (round * weight < (due[owner] as number)) continue;
      due[owner] = (due[owner] as number) + heaviest;
      let place = next[owner] as number;
      while (table[place] !== nobody) {
        place += skip;
        if (place >= size) place -= size;
      }
      table[place] = owner;
      next[owner] = (place + skip) % size;
      if (++filled === size) return table;
    }
  }
  return table;
}

export interface MaglevOptions {
  readonly tableSize: number;
}

export function createMaglev<C extends Candidate>({
  tableSize,
}: MaglevOptions): SelectionAlgorithm<C> {
  const members = new HashMembers<C>(byId);
  let table: Int32Array = new Int32Array(0);
  let value = 0;
  let position = 0;
  let steps = 0;

  const preferenceOf = ({ id, weight }: C): Preference => ({
    offset: textHash(id, 1) % tableSize,
    skip: (textHash(id, 2) % (tableSize - 1)) + 1,
    weight,
  });

  return {
    prepare(candidates, all = candidates) {
      if (members.prepare(candidates, all))
        table = populate(members.servers.map(preferenceOf), tableSize);
    },
    setAvailable: (candidate, isAvailable) => members.setAvailable(candidate, isAvailable),
    choose(skip, key = "") {
      value = textHash(key, 0);
      position = value % tableSize;
      // Ends after one round at the latest.
      for (steps = 0; steps < tableSize; steps++) {
        const place = position + steps;
        const slot = table[place < tableSize ? place : place - tableSize] ?? nobody;
        if (slot === nobody) return undefined;
        if (members.mayHave(slot, skip)) return members.servers[slot];
      }
      return undefined;
    },
    account: {
      score: null,
      tieBreak: "place in the table",
      scoreOf: () => null,
      hashed: (): HashPosition => ({ value, position, of: tableSize, steps }),
    },
  };
}

// What became of lookups: one for each attempt to find a server for a request that may belong to one.

/** `new`: the client brought nothing. `unavailable`: its server is gone, takes nobody or failed this request. */
export const lookupResults = ["hit", "new", "expired", "invalid", "unavailable"] as const;
export type LookupResult = (typeof lookupResults)[number];
export type LookupCounts = Readonly<Record<LookupResult, number>>;

export const noLookups = (): Record<LookupResult, number> => ({
  hit: 0,
  new: 0,
  expired: 0,
  invalid: 0,
  unavailable: 0,
});

// Finds what stands for a server name: the exact name first, then the wildcard one level above, else the default.

export interface NameIndex<Item> {
  /** `name` in any case, with or without the dot that may end it. */
  find(name: string | undefined): Item;
}

/** The first item is the default, and where two name the same the first wins. */
export function createNameIndex<Item extends { readonly names: readonly string[] }>(
  first: Item,
  rest: readonly Item[],
): NameIndex<Item> {
  const byName = new Map<string, Item>();
  for (const item of [first, ...rest]) {
    for (const name of item.names) if (!byName.has(name)) byName.set(name, item);
  }
  return {
    find(name) {
      if (!name) return first;
      const wanted = name.toLowerCase().replace(/\.$/, "");
      const dot = wanted.indexOf(".");
      // RFC 6125, 6.4.3: a wildcard stands for one whole label.
      const above = dot > 0 ? byName.get(`*${wanted.slice(dot)}`) : undefined;
      return byName.get(wanted) ?? above ?? first;
    },
  };
}

// What the editor offers at a place: keys with their meaning, values, and the names of pools and listeners there are. Pure.
import { isList, keysAt, nodesAt, type SchemaNode, valuesAt } from "./schema-nodes.ts";
import { yamlPlaceAt } from "./yaml-place.ts";

export interface Suggestion {
  readonly label: string;
  /** What is put in place of what was typed. */
  readonly text: string;
  readonly kind: "key" | "value" | "name";
  readonly node?: SchemaNode;
  readonly isRequired?: boolean;
}

export interface Suggestions {
  /** Characters before the cursor that a suggestion replaces. */
  readonly typedLength: number;
  readonly list: readonly Suggestion[];
}

/** Ids that other parts of the configuration may name. */
export interface KnownNames {
  readonly pools: readonly string[];
  readonly listeners: readonly string[];
}

export function suggestionsAt(text: string, offset: number, names: KnownNames): Suggestions | null {
  const place = yamlPlaceAt(text, offset);
  if (!place) return null;
  const { path, wants, typed, neighbours, isLineStart } = place;
  if (wants === "value") {
    const list = [
      ...valuesAt(path).map((value): Suggestion => ({ label: value, text: value, kind: "value" })),
      ...namesFor(path.at(-1), names),
    ];
    return list.length === 0 ? null : { typedLength: typed.length, list };
  }
  // Where a list is wanted, a line begins with the dash of an item.
  const isItem = isLineStart && isList(path);
  const list = keysAt(isItem ? [...path, 0] : path, isItem ? new Map() : neighbours)
    .filter(({ name }) => isItem || !neighbours.has(name))
    .map(
      ({ name, node, isRequired }): Suggestion => ({
        label: isItem ? `- ${name}` : name,
        text: `${isItem ? "- " : ""}${name}: `,
        kind: "key",
        node,
        isRequired,
      }),
    );
  return list.length === 0 ? null : { typedLength: typed.length, list };
}

function namesFor(key: string | number | undefined, names: KnownNames): Suggestion[] {
  const ids = key === "pool" ? names.pools : key === "target" ? names.listeners : [];
  return ids.map((id) => ({ label: id, text: id, kind: "name" }));
}

/** The meaning of the key whose name stands at an offset; null where none does. */
export function keyMeaningAt(
  text: string,
  offset: number,
): { readonly name: string; readonly node: SchemaNode; readonly from: number } | null {
  const before = /[\w.-]*$/.exec(text.slice(0, offset))?.[0] ?? "";
  const after = /^[\w.-]*(?=:(\s|$))/.exec(text.slice(offset))?.[0];
  if (after === undefined || before + after === "") return null;
  const from = offset - before.length;
  const place = yamlPlaceAt(text, from);
  const name = before + after;
  const node = place?.wants === "key" ? nodesAt([...place.path, name])[0] : undefined;
  return node ? { name, node, from } : null;
}

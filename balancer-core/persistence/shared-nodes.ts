// Places of a document that share what they say through anchors and aliases. While it is edited each has a copy of its own, so that
// an edit of one is no edit of all; afterwards those that still say the same share it again.
import { Alias, type Document, isAlias, isNode, type Node, visit } from "yaml";

interface SharedPlace {
  readonly alias: Alias;
  readonly source: Node;
  /** What both said before the edit. */
  readonly said: string;
}

/** Puts copies in the place of all aliases. The function, called after the edit, puts aliases back. */
export function unshare(document: Document): () => void {
  const places = new Map<unknown, SharedPlace>();
  visit(document, {
    Alias(_, alias) {
      const source = alias.resolve(document);
      if (!isNode(source)) return undefined;
      const copy = source.clone() as Node;
      visit(copy, { Value: (_, node) => void delete node.anchor });
      places.set(copy, { alias, source, said: textOf(source, document) });
      return copy;
    },
  });
  return () => {
    if (places.size > 0) share(document, places);
  };
}

function share(document: Document, places: ReadonlyMap<unknown, SharedPlace>): void {
  /** Sources that stand before the place visited, as they must, and say what they said. */
  const known = new Map<Node, boolean>();
  visit(document, {
    Node(_, node) {
      const place = places.get(node);
      if (place && known.get(place.source)) {
        if (textOf(node, document) === place.said) return new Alias(place.alias.source);
      }
      if (!isAlias(node) && node.anchor !== undefined) {
        known.set(node, isUnchanged(node, document, places));
      }
      return undefined;
    },
  });
}

function isUnchanged(
  source: Node,
  document: Document,
  places: ReadonlyMap<unknown, SharedPlace>,
): boolean {
  for (const place of places.values())
    if (place.source === source) return textOf(source, document) === place.said;
  return false;
}

function textOf(node: Node, document: Document): string {
  return JSON.stringify(node.toJS(document)) ?? "";
}

// From text to a YAML document: syntax, duplicate keys, bounds on aliases and depth, and the place of every path.
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from "yaml";
import { reservedIds } from "../contract/ids.ts";
import { type Finding, invalid, type Path } from "./finding.ts";
import { brokenBound, deepestNesting } from "./yaml-bounds.ts";

/** Longer texts are refused before they are parsed. */
export const longestTextLength = 2_097_152;
/** SECURITY: expansions one document may cause through its aliases; without it a few lines make gigabytes. */
const mostAliases = 100;

export interface YamlText {
  readonly document: Document;
  /** Plain data; undefined when the text could not be read as data at all. */
  readonly value: unknown;
  readonly findings: readonly Finding[];
  /** 1-based place of a path, of its nearest ancestor when the path itself is not written. */
  placeOf(path: Path, atKey: boolean): { line: number; column: number };
  placeOfOffset(offset: number): { line: number; column: number };
}

/** Never throws. With syntax errors, `value` is undefined: what a broken text means is anybody's guess. */
export function readYaml(text: string): YamlText {
  const lines = new LineCounter();
  const placeOfOffset = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const failed = (message: string, offset = 0): YamlText => ({
    document: parseDocument(""),
    value: undefined,
    findings: [{ ...invalid([], message), offset }],
    placeOf: () => ({ line: 1, column: 1 }),
    placeOfOffset,
  });
  if (text.length > longestTextLength) {
    return failed(`the text is ${text.length} characters long, the limit is ${longestTextLength}`);
  }
  const broken = brokenBound(text);
  if (broken) {
    // The parser would have told where lines begin.
    lines.addNewLine(0);
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) {
      lines.addNewLine(at + 1);
    }
    return failed(broken.message, broken.offset);
  }
  try {
    const document = parseDocument(text, {
      version: "1.2",
      prettyErrors: false,
      stringKeys: true,
      // Ours below looks each key up; the parser's would compare each key with all before it.
      uniqueKeys: false,
      lineCounter: lines,
    });
    const findings = [
      ...[...document.errors, ...document.warnings].map(
        ({ message, pos }): Finding => ({ ...invalid([], sentence(message)), offset: pos[0] }),
      ),
      ...structureFindings(document),
    ];
    return {
      document,
      value: findings.length > 0 ? undefined : document.toJS({ maxAliasCount: mostAliases }),
      findings,
      placeOf: (path, atKey) => placeOfOffset(offsetOf(document, path, atKey)),
      placeOfOffset,
    };
  } catch (error) {
    if (error instanceof ReferenceError) return failed("the aliases expand to too much data");
    if (error instanceof RangeError) return failed("the text is nested too deeply");
    throw error;
  }
}

function structureFindings(document: Document): Finding[] {
  const findings: Finding[] = [];
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<string>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        const name = String(key.value);
        if (seen.has(name)) {
          const offset = key.range?.[0] ?? 0;
          findings.push({ ...invalid([], `the key "${name}" is there twice`), offset });
        }
        seen.add(name);
      }
    },
    Pair(_, { key }) {
      // SECURITY: these keys would change prototypes of the objects made from the document.
      if (isScalar(key) && reservedIds.includes(String(key.value))) {
        const offset = key.range?.[0] ?? 0;
        findings.push({ ...invalid([], `the key "${String(key.value)}" is not allowed`), offset });
      }
    },
    Alias(_, node) {
      if (node.resolve(document)) return;
      const message = `there is no anchor "${node.source}" before this alias`;
      findings.push({ ...invalid([], message), offset: node.range?.[0] ?? 0 });
    },
    Collection(_, node, ancestors) {
      const depth = ancestors.filter((ancestor) => isMap(ancestor) || isSeq(ancestor)).length;
      if (depth < deepestNesting) return undefined;
      const message = `nested more than ${deepestNesting} levels deep`;
      findings.push({ ...invalid([], message), offset: node.range?.[0] ?? 0 });
      return visit.BREAK;
    },
  });
  return findings;
}

function offsetOf(document: Document, path: Path, atKey: boolean): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [index, key] of path.entries()) {
    const collection = isAlias(node) ? node.resolve(document) : node;
    if (isMap(collection)) {
      const pair = collection.items.find((item) => isScalar(item.key) && item.key.value === key);
      if (!isPair(pair)) return offset;
      const isLast = index === path.length - 1;
      offset = (atKey && isLast ? undefined : startOf(pair.value)) ?? startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(collection) && typeof key === "number") {
      node = collection.items[key];
      offset = startOf(node) ?? offset;
    } else {
      return offset;
    }
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? ((node as Node).range?.[0] ?? undefined) : undefined;
}

/** The parser's message in our form: lower-case start, no full stop. */
function sentence(message: string): string {
  return `${message.charAt(0).toLowerCase()}${message.slice(1)}`.replace(/\.$/, "");
}

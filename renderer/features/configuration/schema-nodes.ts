// The configuration's schema as the editor asks it: what may stand at a path, which keys a mapping takes, which values a key.
// The schema is the contract's own, as JSON Schema; there is no second description. Pure.
import { z } from "zod";
import { configSchema } from "../../../balancer-core/contract/config-schema.ts";
import type { PathPart } from "./yaml-place.ts";

export interface SchemaNode {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly additionalProperties?: boolean | SchemaNode;
}

let root: SchemaNode | undefined;

export function configurationSchema(): SchemaNode {
  root ??= z.toJSONSchema(configSchema, { io: "input", unrepresentable: "any" }) as SchemaNode;
  return root;
}

/** A union counts as all of its variants. */
function variants(node: SchemaNode): readonly SchemaNode[] {
  const parts = [...(node.anyOf ?? []), ...(node.oneOf ?? [])];
  return parts.length === 0 ? [node] : parts.flatMap(variants);
}

/** Everything that may stand at a path; empty where nothing may. */
export function nodesAt(path: readonly PathPart[]): readonly SchemaNode[] {
  let nodes: readonly SchemaNode[] = [configurationSchema()];
  for (const part of path) nodes = nodes.flatMap((node) => variants(node).flatMap(step(part)));
  return nodes;
}

const step =
  (part: PathPart) =>
  (node: SchemaNode): SchemaNode[] => {
    if (typeof part === "number") return node.items ? [node.items] : [];
    const property = node.properties?.[part];
    if (property) return [property];
    return typeof node.additionalProperties === "object" ? [node.additionalProperties] : [];
  };

export interface SchemaKey {
  readonly name: string;
  readonly node: SchemaNode;
  readonly isRequired: boolean;
}

/** Keys that a mapping takes, given the values it has: `type: random` leaves only what random takes. */
export function keysAt(
  path: readonly PathPart[],
  neighbours: ReadonlyMap<string, string>,
): readonly SchemaKey[] {
  const keys = new Map<string, SchemaKey>();
  for (const node of nodesAt(path).flatMap(variants)) {
    if (!fits(node, neighbours)) continue;
    for (const [name, property] of Object.entries(node.properties ?? {}))
      if (!keys.has(name))
        keys.set(name, {
          name,
          node: property,
          isRequired: node.required?.includes(name) ?? false,
        });
  }
  return [...keys.values()];
}

function fits({ properties = {} }: SchemaNode, neighbours: ReadonlyMap<string, string>): boolean {
  return Object.entries(properties).every(([name, { const: only }]) => {
    const value = neighbours.get(name);
    return only === undefined || value === undefined || value === "" || value === String(only);
  });
}

/** Values that may stand at a path, where they are few enough to be named. */
export function valuesAt(path: readonly PathPart[]): readonly string[] {
  const values = nodesAt(path)
    .flatMap(variants)
    .flatMap((node): unknown[] => {
      if (node.const !== undefined) return [node.const];
      if (node.enum) return [...node.enum];
      return node.type === "boolean" ? [true, false] : [];
    });
  return [...new Set(values.map(String))];
}

export const isList = (path: readonly PathPart[]): boolean =>
  nodesAt(path)
    .flatMap(variants)
    .some(({ items }) => items !== undefined);

/** `default 5s`, `0 to 256`: the short facts beside a description. */
export function factsOf(node: SchemaNode): { readonly default?: string; readonly range?: string } {
  const { default: preset, minimum, maximum } = node;
  const isPlain = preset !== undefined && (typeof preset !== "object" || preset === null);
  const hasRange = minimum !== undefined && maximum !== undefined && maximum < 2 ** 53 - 1;
  return {
    ...(isPlain ? { default: String(preset) } : {}),
    ...(hasRange ? { range: `${minimum} – ${maximum}` } : {}),
  };
}

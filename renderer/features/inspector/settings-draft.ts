// What a person wrote into settings, against the document as it is: what differs, as one change, and what is wrong with it. Pure;
// the contract's schemas judge.
import { z } from "zod";
import type { SettingField } from "./settings-fields.ts";

export type FieldValue = string | boolean | readonly string[];
/** By path; only what was touched. */
export type Draft = Readonly<Record<string, FieldValue>>;
/** In the form of the configuration's file. */
export type Fields = { readonly [key: string]: unknown };

export interface Checked {
  /** For the host; null takes a key away. Empty when nothing differs. */
  readonly changes: Fields;
  readonly count: number;
  /** The first issue of each field, by path. */
  readonly problems: ReadonlyMap<string, z.core.$ZodIssue>;
}

/** The document with the variants that the draft chose, each with its defaults, so that their fields have values. */
export function withVariants(document: Fields, draft: Draft, schema: z.ZodType): Fields {
  let result = document;
  for (const [path, type] of Object.entries(draft)) {
    const [group = "", key] = path.split(".");
    if (key !== "type" || type === at(document, path)) continue;
    const parsed = schema.safeParse({ ...document, [group]: { type } });
    const encoded = parsed.success ? (z.encode(schema, parsed.data) as Fields)[group] : { type };
    result = { ...result, [group]: encoded };
  }
  return result;
}

export function isShown({ path, only }: SettingField, document: Fields): boolean {
  const [group = ""] = path.split(".");
  return only === undefined || only.includes(String(at(document, `${group}.type`)));
}

/** What a field shows. */
export function fieldValue(
  { path, kind }: SettingField,
  document: Fields,
  draft: Draft,
): FieldValue {
  const drafted = draft[path];
  if (drafted !== undefined) return drafted;
  const value = at(document, path);
  if (kind === "flag") return value === true;
  if (kind === "many") return Array.isArray(value) ? value.map(String) : [];
  return value === undefined || value === null ? "" : String(value);
}

export function checkDraft(
  fields: readonly SettingField[],
  document: Fields,
  draft: Draft,
  schema: z.ZodType,
): Checked {
  const shaped = withVariants(document, draft, schema);
  let changes: Fields = {};
  let candidate = shaped;
  let count = 0;
  for (const field of fields) {
    if (!isShown(field, shaped)) continue;
    const { path } = field;
    const [group = ""] = path.split(".");
    const isOtherVariant = at(shaped, `${group}.type`) !== at(document, `${group}.type`);
    const value = fieldValue(field, shaped, draft);
    const isChanged = !isSame(value, fieldValue(field, document, {}));
    if (isChanged) count += 1;
    // Another variant replaces its group, so all of it is said.
    if (!isChanged && !isOtherVariant) continue;
    const written = toDocument(field, value);
    if (written === null && isOtherVariant) continue;
    changes = withAt(changes, path.split("."), written);
    candidate = withAt(candidate, path.split("."), written ?? undefined);
  }
  const problems = new Map<string, z.core.$ZodIssue>();
  const { error } = schema.safeParse(candidate);
  for (const issue of error?.issues ?? []) {
    const path = issue.path.join(".");
    const owner = fields.find((field) => path === field.path || path.startsWith(`${field.path}.`));
    if (owner && !problems.has(owner.path)) problems.set(owner.path, issue);
  }
  return { changes, count, problems };
}

/** Every setting of a change with its path, for documents that are edited key by key. */
export function leavesOf(changes: Fields, path: readonly string[] = []): [string[], unknown][] {
  return Object.entries(changes).flatMap(([key, value]): [string[], unknown][] =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? leavesOf(value as Fields, [...path, key])
      : [[[...path, key], value]],
  );
}

function toDocument({ kind, isOptional }: SettingField, value: FieldValue): unknown {
  if (typeof value !== "string") return value;
  const text = value.trim();
  if (text === "" && isOptional) return null;
  if (kind !== "whole" && kind !== "number") return text;
  // What is no number stays text, and the schema says so.
  return text !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}

const isSame = (one: FieldValue, other: FieldValue): boolean =>
  Array.isArray(one) && Array.isArray(other)
    ? one.length === other.length && one.every((item) => other.includes(item))
    : one === other;

function at(document: Fields, path: string): unknown {
  let value: unknown = document;
  for (const key of path.split("."))
    value = typeof value === "object" && value !== null ? (value as Fields)[key] : undefined;
  return value;
}

function withAt(fields: Fields, [key = "", ...rest]: readonly string[], value: unknown): Fields {
  if (rest.length === 0) return { ...fields, [key]: value };
  const inner = fields[key];
  const group = typeof inner === "object" && inner !== null ? (inner as Fields) : {};
  return { ...fields, [key]: withAt(group, rest, value) };
}

// Repairs a document that does not fit the schema just enough to be judged further, so that one wrong value does not hide
// problems elsewhere. The result is only looked at, never applied.
import type { z } from "zod";
import { type Config, configSchema } from "../contract/config-schema.ts";

/** Each round repairs everything the schema found; what is missing after a removal appears in the next one. */
const mostRounds = 10;

/** Stand-ins for required values; none of them can clash with or refer to anything. */
const standIns: Readonly<Record<string, unknown>> = {
  version: 1,
  address: "127.0.0.1:1",
  bind: "127.0.0.1:0",
  cert: "-",
  key: "-",
  name: "-",
  distribution: "exponential",
  mode: "open",
};

/** Places of list entries stay as they are, so that findings about the result fit the original. */
export function salvage(document: unknown): Config | undefined {
  if (!isFields(document)) return undefined;
  const copy = structuredClone(document);
  for (let round = 0; round < mostRounds; round++) {
    const parsed = configSchema.safeParse(copy);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) repair(copy, issue, round);
  }
  return undefined;
}

function repair(root: Record<string, unknown>, issue: z.core.$ZodIssue, round: number): void {
  const path = issue.path.filter((key) => typeof key !== "symbol");
  if (issue.code === "unrecognized_keys") {
    const owner = at(root, path);
    if (isFields(owner)) for (const key of issue.keys) delete owner[key];
    return;
  }
  const name = path.pop();
  const owner = at(root, path);
  if (name === undefined || typeof owner !== "object" || owner === null) return;
  if (Array.isArray(owner)) {
    // An entry that is no object at all: the next round fills in what it lacks. One in a list of plain values goes.
    const index = Number(name);
    if (isFields(owner[index]) || typeof owner[index] !== "string") owner[index] = {};
    else owner.splice(index, 1);
    return;
  }
  const fields = owner as Record<string, unknown>;
  if (fields[name] !== undefined) delete fields[name];
  else fields[name] = standInFor(String(name), path, round);
}

function standInFor(name: string, path: readonly PropertyKey[], round: number): unknown {
  if (name === "id" || name === "pool" || name === "target") {
    return `missing-${round}-${path.map(String).join("-")}`.slice(0, 63);
  }
  return standIns[name] ?? (name === "type" ? "none" : "0ms");
}

function at(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, key)
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    root,
  );
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// A problem before it has a place in a text: what is wrong, at which path of the document.
import type { Problem } from "../contract/problems.ts";

export type Path = readonly (string | number)[];

export interface Finding {
  readonly path: Path;
  /** What is expected or what is wrong, without the object's name, which `describeSubject` adds. */
  readonly message: string;
  readonly code: Problem["code"];
  /** Character offset, for findings that are not about a value of the document (syntax). */
  readonly offset?: number;
  /** The key itself is wrong, so the place is the key's, not the value's. */
  readonly atKey?: boolean;
}

export function invalid(path: Path, message: string): Finding {
  return { path, message, code: "INVALID_CONFIG" };
}

const memberNames: Readonly<Record<string, string>> = {
  listeners: "listener",
  pools: "pool",
  "lab.servers": "lab server",
  "lab.traffic": "traffic",
};

/** The named objects a path runs through, innermost first: `server "s2" of pool "app"`. Empty at the top level. */
export function describeSubject(document: unknown, path: Path): string {
  const names: string[] = [];
  let value = document;
  let prefix = "";
  for (const key of path) {
    value = child(value, key);
    if (typeof key === "number") {
      const member = memberNames[prefix] ?? (prefix === "servers" ? "server" : undefined);
      const id = child(value, "id");
      if (member !== undefined) {
        names.unshift(typeof id === "string" ? `${member} "${id}"` : `${member} ${key + 1}`);
        prefix = "";
      }
    } else {
      prefix = prefix === "" ? key : `${prefix}.${key}`;
    }
  }
  return names.join(" of ");
}

/** The value at a path of plain data; undefined where there is none. */
export function valueAt(document: unknown, path: Path): unknown {
  return path.reduce<unknown>(child, document);
}

function child(value: unknown, key: string | number): unknown {
  // SECURITY: own properties only, or a key such as `constructor` would reach the prototype.
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string | number, unknown>)[key];
}

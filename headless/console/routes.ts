// The API's routes, made from the contract's method table: which method an address and a verb mean.
import { type MethodName, type MethodRow, methods } from "../../balancer-core/contract/methods.ts";

export type Verb = NonNullable<MethodRow["rest"]>["verb"];

export interface Route {
  readonly method: MethodName;
  readonly verb: Verb;
  /** With parameters in braces, `/api/v1/pools/{pool}`. */
  readonly path: string;
  readonly status: number;
  readonly segments: readonly string[];
}

/** Calls that only the console makes have no address. */
export const routes: readonly Route[] = Object.entries<MethodRow>(methods).flatMap(
  ([method, { rest }]) => {
    if (rest === undefined) return [];
    const { verb, path, status } = rest;
    return [{ method: method as MethodName, verb, path, status, segments: path.split("/") }];
  },
);

export interface RouteMatch {
  readonly route: Route;
  readonly pathParams: Readonly<Record<string, string>>;
}

export type RouteLookup =
  | { readonly kind: "found"; readonly match: RouteMatch }
  | { readonly kind: "other-verbs"; readonly allow: readonly string[] }
  | { readonly kind: "unknown" };

/** Literal segments win over parameters, whatever the order of the table. */
export function findRoute(verb: string, pathname: string): RouteLookup {
  const segments = pathname.split("/");
  const matches = routes
    .map((route) => ({ route, pathParams: matchSegments(route.segments, segments) }))
    .filter((match): match is RouteMatch => match.pathParams !== undefined)
    .sort((a, b) => Object.keys(a.pathParams).length - Object.keys(b.pathParams).length);
  if (matches.length === 0) return { kind: "unknown" };
  const wanted = verb === "HEAD" ? "GET" : verb;
  const match = matches.find(({ route }) => route.verb === wanted);
  if (match) return { kind: "found", match };
  return { kind: "other-verbs", allow: matches.map(({ route }) => route.verb) };
}

function matchSegments(
  pattern: readonly string[],
  segments: readonly string[],
): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const actual = segments[index] ?? "";
    const name = /^\{(\w+)\}$/.exec(expected)?.[1];
    if (name === undefined) {
      if (actual !== expected) return undefined;
    } else {
      const value = tryDecode(actual);
      if (value === undefined || value === "") return undefined;
      params[name] = value;
    }
  }
  return params;
}

function tryDecode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

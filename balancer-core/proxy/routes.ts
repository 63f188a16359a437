// Which pool takes a request: the first route whose conditions all hold, else the listener's own pool.
import type { ListenerConfig, RouteMatch } from "../contract/config-listener.ts";

/** What routes look at. For TLS passthrough only the host is there. */
export interface RoutedRequest {
  readonly method: string;
  /** Without port, any case. */
  readonly host: string;
  /** Without query. */
  readonly path: string;
  /** All values of a field given in lower case, joined as one list. */
  field(lowerName: string): string | undefined;
}

/** Undefined when no route matches and the listener has no pool of its own. */
export type Router = (request: RoutedRequest) => string | undefined;

type Condition = (request: RoutedRequest) => boolean;

export function createRouter(config: Pick<ListenerConfig, "pool" | "routes">): Router {
  const routes = config.routes.map(({ match, pool }) => ({
    conditions: conditionsOf(match),
    pool,
  }));
  return (request) => {
    for (const { conditions, pool } of routes) {
      if (conditions.every((holds) => holds(request))) return pool;
    }
    return config.pool;
  };
}

function conditionsOf(match: RouteMatch): Condition[] {
  const conditions: Condition[] = [];
  const { host, pathPrefix, method, header } = match;
  if (method !== undefined) conditions.push((request) => request.method === method);
  if (host !== undefined) conditions.push(hostCondition(normalHost(host)));
  if (pathPrefix !== undefined) {
    const prefix = normalPath(pathPrefix);
    conditions.push(({ path }) => hasPrefix(normalPath(path), prefix));
  }
  for (const [name, value] of Object.entries(header ?? {})) {
    const lowerName = name.toLowerCase();
    conditions.push((request) => request.field(lowerName) === value);
  }
  return conditions;
}

/** Lower case, without the dot that may end a full name. */
function normalHost(host: string): string {
  const lower = host.toLowerCase();
  return lower.endsWith(".") ? lower.slice(0, -1) : lower;
}

function hostCondition(pattern: string): Condition {
  if (!pattern.startsWith("*.")) return ({ host }) => normalHost(host) === pattern;
  const suffix = pattern.slice(1);
  return (request) => {
    const host = normalHost(request.host);
    const label = host.slice(0, -suffix.length);
    return host.endsWith(suffix) && label !== "" && !label.includes(".");
  };
}

const unusualPath = /%|\/[./]/;
const unreserved = /[A-Za-z0-9._~-]/;

/**
 * The path as most servers read it: what needs no escape without one (RFC 3986, 6.2.2.2), `.` and `..` followed, slashes in a
 * row as one. SECURITY: `/public/../admin` would else be routed by `/public` and served as `/admin`. It travels on as it came.
 */
export function normalPath(path: string): string {
  if (!unusualPath.test(path)) return path;
  const plain = path.replace(/%([0-9A-Fa-f]{2})/g, (escaped, digits: string) => {
    const character = String.fromCharCode(Number.parseInt(digits, 16));
    return unreserved.test(character) ? character : escaped;
  });
  const segments: string[] = [];
  const parts = plain.split("/");
  for (const part of parts) {
    if (part === "..") segments.pop();
    else if (part !== "." && part !== "") segments.push(part);
  }
  const last = parts.at(-1);
  const isFolder = segments.length > 0 && (last === "" || last === "." || last === "..");
  return `/${segments.join("/")}${isFolder ? "/" : ""}`;
}

function hasPrefix(path: string, prefix: string): boolean {
  if (!path.startsWith(prefix)) return false;
  return path.length === prefix.length || prefix.endsWith("/") || path[prefix.length] === "/";
}

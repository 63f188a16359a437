// How path, query and body of a REST call become one method's parameters. The host parses them afterwards.
import { BalancerError } from "../../balancer-core/contract/balancer-error.ts";
import { bodyParam, type MethodName } from "../../balancer-core/contract/methods.ts";
import type { MediaType } from "./body.ts";
import { parseJson } from "./body.ts";
import type { RouteMatch } from "./routes.ts";

type Params = Record<string, unknown>;

/** Where the revision of If-Match goes, for the calls that take one. */
export const guardParam: Partial<Record<MethodName, string>> = {
  "config.put": "revision",
  "history.restore": "ifRevision",
};

export interface CallParts {
  readonly match: RouteMatch;
  readonly query: URLSearchParams;
  readonly mediaType: MediaType;
  readonly body: string;
  readonly ifMatch: string | undefined;
}

/** Throws INVALID_PARAMS for what cannot be put together and UNSUPPORTED_MEDIA_TYPE for YAML elsewhere than in the configuration. */
export function callParams(parts: CallParts): Params {
  const { match, query, mediaType, body, ifMatch } = parts;
  const params: Params = { ...queryParams(query) };
  const { method } = match.route;
  const guard = guardParam[method];
  const guarded = guard === undefined ? undefined : revisionOf(ifMatch);
  if (guard !== undefined && guarded !== undefined) assign(params, { [guard]: guarded });
  if (method === "config.put") {
    assign(params, configPutParams(mediaType, body));
  } else {
    if (mediaType === "yaml" && body !== "") {
      throw new BalancerError(
        "UNSUPPORTED_MEDIA_TYPE",
        "only the whole configuration is taken as YAML; send JSON here",
      );
    }
    const value = parseJson(body);
    const name = bodyParam[method];
    if (name !== undefined) params[name] = objectOf(value, "the body");
    else if (value !== undefined) assign(params, objectOf(value, "the body"));
  }
  assign(params, match.pathParams);
  return params;
}

function queryParams(query: URLSearchParams): Params {
  const params: Params = {};
  for (const [name, value] of query) assign(params, { [name]: value });
  return params;
}

/** A name that is given twice would leave open which one counts. */
function assign(params: Params, more: Readonly<Params>): void {
  for (const [name, value] of Object.entries(more)) {
    if (Object.hasOwn(params, name)) {
      throw new BalancerError("INVALID_PARAMS", `parameter "${name}" is given more than once`);
    }
    // Object.defineProperty semantics are wanted: "__proto__" from a body must not become a prototype.
    Object.defineProperty(params, name, { value, enumerable: true, configurable: true });
  }
}

/** The body is the document itself, as YAML or JSON, or the method's own parameters as an object with `config` or `yaml`. */
function configPutParams(mediaType: MediaType, body: string): Params {
  if (mediaType === "yaml") return { yaml: body };
  const value = objectOf(parseJson(body), "the configuration");
  return Object.hasOwn(value, "config") || Object.hasOwn(value, "yaml") ? value : { config: value };
}

/** `If-Match: 3`, also as an entity tag, `"3"`. `*` and no field at all guard nothing. */
function revisionOf(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch.trim() === "*") return undefined;
  const digits = /^\s*(?:W\/)?(?:"(\d{1,15})"|(\d{1,15}))\s*$/.exec(ifMatch);
  const revision = digits?.[1] ?? digits?.[2];
  if (revision === undefined) {
    throw new BalancerError("INVALID_PARAMS", `If-Match expects a revision, got "${ifMatch}"`);
  }
  return Number(revision);
}

function objectOf(value: unknown, name: string): Params {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new BalancerError("INVALID_PARAMS", `${name} must be a JSON object`);
  }
  return value as Params;
}

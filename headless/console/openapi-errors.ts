// The API's error answers in OpenAPI: one response for each HTTP status, with the codes that come with it.
import { type ErrorCode, errorCodes, errorRows } from "../../balancer-core/contract/error-codes.ts";
import type { Route } from "./routes.ts";

type Json = Record<string, unknown>;

/** Rows of the relay that the API gives as well. */
const alsoOfApi: ReadonlySet<ErrorCode> = new Set<ErrorCode>(["SHUTTING_DOWN"]);

const apiCodes = errorCodes.filter(
  (code) => errorRows[code].surface !== "relay" || alsoOfApi.has(code),
);

/** Calls that change something but not the configuration, or nothing at all. */
const changeNoConfiguration = new Set([
  "config.check",
  "request.resend",
  "sticky.remove",
  "traffic.start",
  "traffic.stop",
]);
/** Calls that name an object elsewhere than in their path. */
const nameBesidePath = new Set(["request.resend", "sticky.list"]);

/** What may go wrong with any call: parameters, token, origin, body, hurry, ourselves. */
const always = [400, 401, 403, 413, 415, 429, 500];

/** Statuses of the errors that a route may answer with. */
export function errorStatuses(route: Route): number[] {
  const changes = route.verb !== "GET" && !changeNoConfiguration.has(route.method);
  const names = route.path.includes("{") || nameBesidePath.has(route.method);
  return [...always, ...(names ? [404] : []), ...(changes ? [409, 422, 503] : [])].sort(
    (one, other) => one - other,
  );
}

export function errorResponses(route: Route): Json {
  return Object.fromEntries(
    errorStatuses(route).map((status) => [status, { $ref: `#/components/responses/E${status}` }]),
  );
}

/** The components that `errorResponses` refers to. */
export function errorComponents(): Json {
  const statuses = new Set(apiCodes.map((code) => errorRows[code].httpStatus));
  return Object.fromEntries([...statuses].sort().map((status) => [`E${status}`, response(status)]));
}

function response(status: number): Json {
  const codes = apiCodes.filter((code) => errorRows[code].httpStatus === status);
  const [first] = codes;
  return {
    description: codes.map((code) => `\`${code}\`: ${errorRows[code].sentence}`).join(" "),
    content: {
      "application/json": {
        schema: { $ref: "#/components/schemas/Error" },
        example: {
          error: { code: first, message: first && errorRows[first].sentence, details: null },
        },
      },
    },
  };
}

export function errorSchema(): Json {
  return {
    type: "object",
    required: ["error"],
    properties: {
      error: {
        type: "object",
        required: ["code", "message", "details"],
        properties: { code: { enum: apiCodes }, message: { type: "string" }, details: {} },
      },
    },
  };
}

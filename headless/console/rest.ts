// REST: one call of the API from a request to its answer. Routes come from routes.ts, work is done by the host.
import type { IncomingMessage, ServerResponse } from "node:http";
import { BalancerError } from "../../balancer-core/contract/balancer-error.ts";
import type { MethodResult } from "../../balancer-core/contract/methods.ts";
import type { Host } from "../../balancer-core/host/types.ts";
import { mediaTypeOf, prefersYaml, readBody } from "./body.ts";
import type { EventStreams } from "./event-stream.ts";
import { callParams } from "./params.ts";
import { type Answer, errorAnswer, jsonAnswer, send, textAnswer } from "./respond.ts";
import { findRoute } from "./routes.ts";

export interface RestOptions {
  readonly host: Host;
  readonly streams: EventStreams;
  /** Made on demand: the text of openapi.json. */
  readonly openApiText: () => string;
}

export type RestHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
) => Promise<void>;

export function createRest(options: RestOptions): RestHandler {
  return async (request, response, url) => {
    const withBody = request.method !== "HEAD";
    try {
      const answer = await answerCall(options, request, response, url);
      if (answer) send(response, answer, withBody);
    } catch (error) {
      // What was not read of the body is not worth reading, and would be taken for the next request.
      const unread = request.complete ? {} : { connection: "close" };
      send(response, errorAnswer(error, { ...unread, ...allowHeader(error) }), withBody);
    }
  };
}

/** Undefined when the answer has become a stream. */
async function answerCall(
  { host, streams, openApiText }: RestOptions,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<Answer | undefined> {
  const verb = request.method ?? "GET";
  if (url.pathname === "/api/v1/openapi.json") {
    if (verb !== "GET" && verb !== "HEAD") throw methodNotAllowed(verb, url.pathname, ["GET"]);
    return textAnswer(200, "application/json; charset=utf-8", openApiText());
  }
  const lookup = findRoute(verb, url.pathname);
  if (lookup.kind === "unknown") {
    throw new BalancerError("UNKNOWN_METHOD", `there is nothing at "${url.pathname}"`);
  }
  if (lookup.kind === "other-verbs") throw methodNotAllowed(verb, url.pathname, lookup.allow);
  const { match } = lookup;

  const mediaType = mediaTypeOf(request.headers["content-type"]);
  const body = await readBody(request);
  const ifMatch = request.headers["if-match"];
  const params = callParams({ match, query: url.searchParams, mediaType, body, ifMatch });
  const { method, status } = match.route;
  if (method === "events.list" && verb === "GET" && streams.isWanted(request)) {
    await streams.open(request, response, params);
    return undefined;
  }
  const result = await host.call(method, params, "api");
  if (method === "config.get") {
    return configAnswer(result as MethodResult<"config.get">, request.headers.accept);
  }
  return jsonAnswer(status, result, revisionTag(result));
}

function configAnswer(result: MethodResult<"config.get">, accept: string | undefined): Answer {
  const headers = { ...revisionTag(result), vary: "Accept" };
  return prefersYaml(accept)
    ? textAnswer(200, "application/yaml; charset=utf-8", result.yaml, headers)
    : jsonAnswer(200, result, headers);
}

/** The revision as an entity tag, to be sent back in If-Match. */
function revisionTag(result: unknown): { etag?: string } {
  const isRevisioned = typeof result === "object" && result !== null && "revision" in result;
  return isRevisioned ? { etag: `"${String(result.revision)}"` } : {};
}

function methodNotAllowed(verb: string, pathname: string, allow: readonly string[]) {
  return new BalancerError("METHOD_NOT_ALLOWED", `"${pathname}" does not take ${verb}`, {
    details: { allow },
  });
}

function allowHeader(error: unknown): { allow?: string } {
  if (!(error instanceof BalancerError) || error.code !== "METHOD_NOT_ALLOWED") return {};
  return { allow: (error.details as { allow: string[] }).allow.join(", ") };
}

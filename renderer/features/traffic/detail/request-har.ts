// Requests as an HTTP Archive 1.2 (http://www.softwareishard.com/blog/har-12-spec/), which browsers' tools and others open. Heads
// and bodies are not kept by the balancer, so their lists are empty; what it knows beside goes into fields of our own. Pure.
import type { RequestRecord } from "../../../../balancer-core/contract/records.ts";

const notKnown = -1;

export interface HarCreator {
  readonly name: string;
  readonly version: string;
}

/** `schemeOf` a listener: `http` or `https`. */
export function harOf(
  requests: readonly RequestRecord[],
  creator: HarCreator,
  schemeOf: (listener: string) => "http" | "https",
) {
  return {
    log: {
      version: "1.2",
      creator,
      entries: requests.map((request) => entryOf(request, schemeOf(request.listener))),
    },
  };
}

function entryOf(request: RequestRecord, scheme: "http" | "https") {
  const { at, method, target, host, status, error, attempts, server, totalMs } = request;
  const isAbsolute = /^https?:\/\//i.test(target);
  const url = isAbsolute ? target : `${scheme}://${host}${target.startsWith("/") ? target : "/"}`;
  return {
    startedDateTime: at,
    time: totalMs,
    request: {
      method,
      url,
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: host === "" ? [] : [{ name: "Host", value: host }],
      queryString: queryOf(target),
      headersSize: notKnown,
      bodySize: notKnown,
    },
    response: {
      status,
      statusText: "",
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: [],
      content: { size: request.bytesOut, mimeType: "" },
      redirectURL: "",
      headersSize: notKnown,
      bodySize: notKnown,
      ...(error === null ? {} : { _error: error }),
    },
    cache: {},
    timings: timingsOf(request),
    ...(server === null ? {} : { connection: server }),
    _id: request.id,
    _listener: request.listener,
    _pool: request.pool,
    _server: server,
    _client: request.client,
    _sticky: request.sticky,
    _attempts: attempts,
    _decision: request.decision,
  };
}

function queryOf(target: string): { name: string; value: string }[] {
  const query = target.split("#")[0]?.split("?").slice(1).join("?") ?? "";
  return [...new URLSearchParams(query)].map(([name, value]) => ({ name, value }));
}

/** Their sum is the whole time, as the format wants. Attempts that failed and pauses before the last count as blocked. */
function timingsOf({ totalMs, attempts }: RequestRecord) {
  const last = attempts.at(-1);
  const connect = last?.connectMs ?? notKnown;
  const wait = last?.waitMs ?? 0;
  const receive =
    last?.waitMs == null ? 0 : Math.max(0, last.totalMs - (last.connectMs ?? 0) - wait);
  const blocked = Math.max(0, totalMs - Math.max(0, connect) - wait - receive);
  return { blocked, dns: notKnown, connect, send: 0, wait, receive, ssl: notKnown };
}

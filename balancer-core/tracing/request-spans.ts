// Spans of one finished request: what the client saw of us, and each attempt on a server. Named by the semantic conventions of
// OpenTelemetry for HTTP; what they have no name for begins with `evenkeel.`.
import type { Attempt } from "../contract/records.ts";
import type { FinishedSpan, SpanAttribute } from "./finished-span.ts";
import type { RequestTrace } from "./request-trace.ts";

/** What spans tell of a request; the relay's own record fits. */
export interface TracedRequest {
  readonly id: string;
  readonly startedAt: number;
  readonly listenerId: string;
  readonly poolId: string | null;
  readonly server: { readonly id: string } | null;
  readonly client: string;
  readonly method: string;
  readonly target: string;
  readonly host: string;
  readonly status: number;
  readonly error: string | null;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly queueMs: number;
  readonly totalMs: number;
  readonly attempts: readonly Attempt[];
  readonly sticky: string;
}

const knownMethods = new Set(
  "CONNECT DELETE GET HEAD OPTIONS PATCH POST PUT TRACE QUERY".split(" "),
);

export function requestSpans(request: TracedRequest, trace: RequestTrace): FinishedSpan[] {
  const { traceId, spanId, parentSpanId, startedAt } = trace;
  const { status, error } = request;
  // Clients write the method, so an unknown one is no name to group by.
  const isKnown = knownMethods.has(request.method);
  const method: Record<string, SpanAttribute> = {
    "http.request.method": isKnown ? request.method : "_OTHER",
    ...(isKnown ? undefined : { "http.request.method_original": request.method }),
  };
  const name = isKnown ? request.method : "HTTP";
  const query = request.target.indexOf("?");
  const ofClient: FinishedSpan = {
    ...{ traceId, spanId, parentSpanId, kind: "server", name },
    startMs: request.startedAt,
    durationMs: request.totalMs,
    attributes: {
      ...method,
      // SECURITY: without the query, in which people put secrets.
      "url.path": query === -1 ? request.target : request.target.slice(0, query),
      "server.address": request.host,
      "client.address": request.client,
      "http.response.status_code": status,
      "http.request.body.size": request.bytesIn,
      "http.response.body.size": request.bytesOut,
      "evenkeel.request_id": request.id,
      "evenkeel.listener": request.listenerId,
      "evenkeel.sticky": request.sticky,
      "evenkeel.queue_ms": request.queueMs,
      ...(request.poolId === null ? undefined : { "evenkeel.pool": request.poolId }),
      ...(request.server === null ? undefined : { "evenkeel.server": request.server.id }),
      ...failureOf(status, error),
    },
    failure: status >= 500 ? (error ?? `status ${status}`) : null,
  };
  const ofServers = request.attempts.flatMap((attempt, index): FinishedSpan[] => {
    const traced = trace.attempts[index];
    if (!traced) return [];
    const isLast = index === request.attempts.length - 1;
    const wasAnswered = attempt.outcome === "answered";
    return [
      {
        ...{ traceId, spanId: traced.spanId, parentSpanId: spanId, kind: "client", name },
        startMs: request.startedAt + traced.startedAt - startedAt,
        durationMs: attempt.totalMs,
        attributes: {
          ...method,
          "evenkeel.pool": request.poolId ?? "",
          "evenkeel.server": attempt.server,
          "evenkeel.connection_reused": attempt.connectMs === null,
          ...(attempt.connectMs === null
            ? undefined
            : { "evenkeel.connect_ms": attempt.connectMs }),
          ...(attempt.waitMs === null ? undefined : { "evenkeel.wait_ms": attempt.waitMs }),
          ...(index === 0 ? undefined : { "http.request.resend_count": index }),
          ...(isLast && wasAnswered ? { "http.response.status_code": status } : undefined),
          ...(wasAnswered ? undefined : { "error.type": attempt.outcome }),
        },
        failure: wasAnswered ? null : attempt.outcome,
      },
    ];
  });
  return [ofClient, ...ofServers];
}

function failureOf(status: number, error: string | null): Record<string, SpanAttribute> {
  if (error !== null) return { "error.type": error };
  return status >= 500 ? { "error.type": String(status) } : {};
}

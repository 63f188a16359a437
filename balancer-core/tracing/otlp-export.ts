// Sends spans to a collector by OTLP over HTTP, through OpenTelemetry's own packages. The only file that names them; loaded only
// when a configuration names a collector. Its queue is bounded, and a collector that does not answer costs spans, nothing else.
import { type SpanContext, SpanKind, SpanStatusCode, TraceFlags } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  BatchSpanProcessor,
  type ReadableSpan,
  type SpanExporter,
} from "@opentelemetry/sdk-trace-base";
import { ATTR_SERVICE_NAME } from "@opentelemetry/semantic-conventions";
import { sentence } from "../contract/sentences.ts";
import type { FinishedSpan, SpanExport } from "./finished-span.ts";
import type { OtlpOptions } from "./tracing.ts";

const mostSpans = 4_096;
const spansPerMessage = 512;
const sendEveryMs = 2_000;
const timeoutMs = 10_000;
/** A collector that hangs must not keep the process from ending. */
const longestStopMs = 2_000;

const resource = resourceFromAttributes({ [ATTR_SERVICE_NAME]: "evenkeel" });
const instrumentationScope = { name: "evenkeel" };

export function openOtlpExport(options: OtlpOptions): SpanExport {
  const url = tracesUrl(options.endpoint);
  const exporter = withReports(new OTLPTraceExporter({ url, timeoutMillis: timeoutMs }), {
    ...options,
    endpoint: url,
  });
  const batches = new BatchSpanProcessor(exporter, {
    maxQueueSize: mostSpans,
    maxExportBatchSize: spansPerMessage,
    scheduledDelayMillis: sendEveryMs,
    exportTimeoutMillis: timeoutMs + 1_000,
  });
  return {
    add: (span) => batches.onEnd(toReadable(span)),
    stop: () =>
      Promise.race([
        batches.shutdown().catch(() => undefined),
        new Promise<void>((resolve) => void options.clock.after(longestStopMs, resolve)),
      ]),
  };
}

/** A collector's address stands for its usual path. */
function tracesUrl(endpoint: string): string {
  const url = new URL(endpoint);
  if (url.pathname === "/" || url.pathname === "") url.pathname = "/v1/traces";
  return url.href;
}

/** Tells of the first failure after a success and of the first success after a failure. */
function withReports(exporter: SpanExporter, options: OtlpOptions): SpanExporter {
  let isFailing = false;
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        const failed = result.code !== 0;
        if (failed && !isFailing) {
          const detail = result.error?.message ?? "no reason given";
          options.onTrouble(sentence("TRACES_LOST", { address: options.endpoint, detail }));
        } else if (!failed && isFailing) {
          options.onRecovered(sentence("TRACES_ARRIVE", { address: options.endpoint }));
        }
        isFailing = failed;
        // Reported above; to the queue it is over, or it would report each one to the process.
        done({ code: 0 });
      });
    },
    shutdown: () => exporter.shutdown(),
  };
}

function toReadable(span: FinishedSpan): ReadableSpan {
  const { traceId, parentSpanId, failure } = span;
  const contextOf = (spanId: string): SpanContext => ({
    traceId,
    spanId,
    traceFlags: TraceFlags.SAMPLED,
  });
  const context = contextOf(span.spanId);
  return {
    name: span.name,
    kind: span.kind === "server" ? SpanKind.SERVER : SpanKind.CLIENT,
    spanContext: () => context,
    ...(parentSpanId === null ? undefined : { parentSpanContext: contextOf(parentSpanId) }),
    startTime: highResolution(span.startMs),
    endTime: highResolution(span.startMs + span.durationMs),
    duration: highResolution(span.durationMs),
    status:
      failure === null
        ? { code: SpanStatusCode.UNSET }
        : { code: SpanStatusCode.ERROR, message: failure },
    attributes: { ...span.attributes },
    links: [],
    events: [],
    ended: true,
    resource,
    instrumentationScope,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}

/** Seconds and nanoseconds. */
function highResolution(milliseconds: number): [number, number] {
  const seconds = Math.floor(milliseconds / 1_000);
  return [seconds, Math.round((milliseconds - seconds * 1_000) * 1_000_000)];
}

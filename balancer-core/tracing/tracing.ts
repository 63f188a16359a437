// Tracing of one balancer: off, or every request belongs to a trace and finished spans go to a collector. What speaks to it is
// loaded only when it is wanted, and nothing it does or fails to do reaches a request.

import type { Config } from "../contract/config-schema.ts";
import { sentence } from "../contract/sentences.ts";
import type { CheckResult } from "../contract/snapshot.ts";
import type { Clock, Ports } from "../ports.ts";
import type { FinishedSpan, SpanExport } from "./finished-span.ts";
import { requestSpans, type TracedRequest } from "./request-spans.ts";
import { RequestTrace } from "./request-trace.ts";
import { newSpanId, newTraceId } from "./trace-context.ts";

/** Spans that wait while the exporter is being loaded. */
const mostWaiting = 1_000;

export interface OtlpOptions {
  readonly endpoint: string;
  readonly clock: Pick<Clock, "after">;
  /** Hears once that spans do not arrive, and once that they do again. */
  readonly onTrouble: (message: string) => void;
  readonly onRecovered: (message: string) => void;
}

export interface TracingOptions {
  readonly config: Config["tracing"];
  readonly ports: Ports;
  readonly onNotice: (level: "info" | "warning", message: string) => void;
  /** How the exporter is loaded; replaced in tests. */
  readonly load?: () => Promise<{ openOtlpExport(options: OtlpOptions): SpanExport }>;
}

/** What relays need of it. */
export interface RequestTracing {
  isOn(): boolean;
  /** Called only while it is on. `given` is the client's `traceparent`. */
  begin(given: string | undefined, now: number): RequestTrace;
}

export interface Tracing extends RequestTracing {
  finished(request: TracedRequest, trace: RequestTrace): void;
  checked(server: { readonly poolId: string; readonly id: string }, result: CheckResult): void;
  update(config: Config["tracing"]): void;
  /** Sends what is left. Never rejects. */
  stop(): Promise<void>;
}

export function createTracing(options: TracingOptions): Tracing {
  const { ports, onNotice } = options;
  const load = options.load ?? (() => import("./otlp-export.ts"));
  let config = options.config;
  let exporter: SpanExport | null = null;

  /** Takes spans at once, and hands them on as soon as there is somebody to take them. */
  function open(endpoint: string): SpanExport {
    let waiting: FinishedSpan[] = [];
    let target: SpanExport | null = null;
    const opened = load().then(
      ({ openOtlpExport }) => {
        target = openOtlpExport({
          endpoint,
          clock: ports.clock,
          onTrouble: (message) => onNotice("warning", message),
          onRecovered: (message) => onNotice("info", message),
        });
        for (const span of waiting) target.add(span);
        waiting = [];
      },
      (error: unknown) => {
        waiting = [];
        const detail = error instanceof Error ? error.message : String(error);
        onNotice("warning", sentence("TRACES_NOT_EXPORTED", { detail }));
      },
    );
    return {
      add(span) {
        if (target) target.add(span);
        else if (waiting.length < mostWaiting) waiting.push(span);
      },
      async stop() {
        await opened;
        await target?.stop();
      },
    };
  }

  function begin(): void {
    if (config.otlpEndpoint !== null) exporter = open(config.otlpEndpoint);
  }

  begin();
  return {
    isOn: () => exporter !== null,
    begin: (given, now) => new RequestTrace(given, config.sampleRatio, ports.random, now),
    finished(request, trace) {
      if (exporter === null || !trace.isSampled) return;
      for (const span of requestSpans(request, trace)) exporter.add(span);
    },
    checked({ poolId, id }, { at, ok, durationMs, detail }) {
      if (exporter === null || ports.random() >= config.sampleRatio) return;
      exporter.add({
        traceId: newTraceId(ports.random),
        spanId: newSpanId(ports.random),
        parentSpanId: null,
        kind: "client",
        name: "health check",
        startMs: Date.parse(at) - durationMs,
        durationMs,
        attributes: {
          "evenkeel.pool": poolId,
          "evenkeel.server": id,
          "evenkeel.check.detail": detail,
        },
        failure: ok ? null : detail,
      });
    },
    update(next) {
      const isSame = next.otlpEndpoint === config.otlpEndpoint;
      config = next;
      if (isSame) return;
      void exporter?.stop();
      exporter = null;
      begin();
    },
    async stop() {
      const last = exporter;
      exporter = null;
      await last?.stop();
    },
  };
}

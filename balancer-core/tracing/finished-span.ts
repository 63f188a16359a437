// A span that is over, as plain data: what an exporter is given, whatever it speaks.

export type SpanAttribute = string | number | boolean;

export interface FinishedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | null;
  readonly kind: "server" | "client";
  readonly name: string;
  /** Milliseconds since 1970, with fractions. */
  readonly startMs: number;
  readonly durationMs: number;
  readonly attributes: Readonly<Record<string, SpanAttribute>>;
  /** What went wrong; null when nothing did. */
  readonly failure: string | null;
}

export interface SpanExport {
  /** Never waits and never throws; beyond its bound spans are dropped. */
  add(span: FinishedSpan): void;
  /** Sends what is left, within a bounded time. Never rejects. */
  stop(): Promise<void>;
}

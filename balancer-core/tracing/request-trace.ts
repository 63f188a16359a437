// The trace of one request while it is relayed: which trace it belongs to, and a span for each attempt, which the server is told
// to be below.
import type { Random } from "../ports.ts";
import { newSpanId, newTraceId, readTraceParent, writeTraceParent } from "./trace-context.ts";

export interface AttemptTrace {
  readonly spanId: string;
  /** On the clock that never jumps. */
  readonly startedAt: number;
}

export class RequestTrace {
  readonly traceId: string;
  readonly spanId: string;
  /** The client's span; null when the trace begins here. */
  readonly parentSpanId: string | null;
  readonly isSampled: boolean;
  /** On the clock that never jumps. */
  readonly startedAt: number;
  readonly attempts: AttemptTrace[] = [];
  readonly #random: Random;

  /** `given` is the client's `traceparent`; what is not valid is as good as none. */
  constructor(given: string | undefined, sampleRatio: number, random: Random, now: number) {
    const parent = given === undefined ? null : readTraceParent(given);
    this.#random = random;
    this.startedAt = now;
    this.traceId = parent?.traceId ?? newTraceId(random);
    this.spanId = newSpanId(random);
    this.parentSpanId = parent?.spanId ?? null;
    // Whoever began the trace has decided for all of it.
    this.isSampled = parent?.isSampled ?? random() < sampleRatio;
  }

  /** Names, in lower case, of the client's fields that do not travel on as they are. */
  get replacedFields(): ReadonlySet<string> {
    return this.parentSpanId === null ? ofNewTraces : ofContinuedTraces;
  }

  beginAttempt(now: number): void {
    this.attempts.push({ spanId: newSpanId(this.#random), startedAt: now });
  }

  /** A head, which ends with its empty line, with the field of the latest attempt. */
  addTo(head: string): string {
    const { traceId, isSampled } = this;
    const spanId = this.attempts.at(-1)?.spanId ?? this.spanId;
    return `${head.slice(0, -2)}traceparent: ${writeTraceParent({ traceId, spanId, isSampled })}\r\n\r\n`;
  }
}

const ofContinuedTraces: ReadonlySet<string> = new Set(["traceparent"]);
/** SECURITY: the state of a trace that is not this one would be taken for this one's. */
const ofNewTraces: ReadonlySet<string> = new Set(["traceparent", "tracestate"]);

// The field `traceparent` of W3C Trace Context: read strictly, written in version 00. Knows nothing of spans.
import type { Random } from "../ports.ts";

export interface TraceParent {
  /** 32 hexadecimal digits, not all zero. */
  readonly traceId: string;
  /** 16 of them: the span of whoever asks. */
  readonly spanId: string;
  readonly isSampled: boolean;
}

const pattern = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const sampledBit = 0x01;

/** Null when it is invalid: the trace then begins anew, and what `tracestate` says belongs to nobody (W3C, 4.3). */
export function readTraceParent(text: string): TraceParent | null {
  const [, version, traceId = "", spanId = "", flags = "", more] = pattern.exec(text) ?? [];
  if (version === undefined || version === "ff") return null;
  // Later versions may say more behind a dash; ours says nothing more.
  if (version === "00" && more !== undefined) return null;
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return null;
  return { traceId, spanId, isSampled: (Number.parseInt(flags, 16) & sampledBit) !== 0 };
}

export function writeTraceParent({ traceId, spanId, isSampled }: TraceParent): string {
  return `00-${traceId}-${spanId}-${isSampled ? "01" : "00"}`;
}

export const newTraceId = (random: Random): string => newId(random, 4);
export const newSpanId = (random: Random): string => newId(random, 2);

function newId(random: Random, words: number): string {
  let id = "";
  for (let word = 0; word < words; word++) {
    id += Math.floor(random() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, "0");
  }
  // All zeros are no id.
  return /[1-9a-f]/.test(id) ? id : `${id.slice(0, -1)}1`;
}

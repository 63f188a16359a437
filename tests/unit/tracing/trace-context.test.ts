// The field traceparent: what is a valid one, and that what we write is one.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../balancer-core/ports.ts";
import {
  newSpanId,
  newTraceId,
  readTraceParent,
  writeTraceParent,
} from "../../../balancer-core/tracing/trace-context.ts";

const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
const spanId = "00f067aa0ba902b7";

describe("traceparent", () => {
  it.each([
    [`00-${traceId}-${spanId}-01`, true],
    [`00-${traceId}-${spanId}-00`, false],
    // Other flags are not ours to judge.
    [`00-${traceId}-${spanId}-03`, true],
    [`00-${traceId}-${spanId}-02`, false],
    // A later version, alone and with more to say.
    [`01-${traceId}-${spanId}-01`, true],
    [`cc-${traceId}-${spanId}-01-what-the-future-brings`, true],
  ])("%s is valid, sampled: %s", (text, isSampled) => {
    expect(readTraceParent(text)).toEqual({ traceId, spanId, isSampled });
  });

  it.each([
    "",
    "00",
    `00-${traceId}-${spanId}`,
    `ff-${traceId}-${spanId}-01`,
    `00-${traceId}-${spanId}-01-more`,
    `00-${traceId.toUpperCase()}-${spanId}-01`,
    `00-${"0".repeat(32)}-${spanId}-01`,
    `00-${traceId}-${"0".repeat(16)}-01`,
    `00-${traceId.slice(1)}-${spanId}-01`,
    `00-${traceId}-${spanId}-1`,
    `00-${traceId}-${spanId}-0g`,
    ` 00-${traceId}-${spanId}-01`,
    // Two fields, which arrive as one list.
    `00-${traceId}-${spanId}-01, 00-${traceId}-${spanId}-01`,
  ])("%j is not", (text) => {
    expect(readTraceParent(text)).toBeNull();
  });

  it("reads what it wrote, for every number that chance gives", () => {
    fc.assert(
      fc.property(fc.integer(), fc.boolean(), (seed, isSampled) => {
        const random = seededRandom(seed);
        const parent = { traceId: newTraceId(random), spanId: newSpanId(random), isSampled };
        expect(readTraceParent(writeTraceParent(parent))).toEqual(parent);
      }),
    );
  });

  it("has no ids of zeros, even by chance", () => {
    expect(newTraceId(() => 0)).toBe(`${"0".repeat(31)}1`);
    expect(newSpanId(() => 0)).toBe(`${"0".repeat(15)}1`);
  });
});

// Log lines: what the contract names, as JSON that parses, and never more than one line each.
import { describe, expect, it } from "vitest";
import { createLineFormat } from "../../../balancer-core/persistence/access-log-format.ts";
import type { Server } from "../../../balancer-core/pool/types.ts";
import { seededRandom } from "../../../balancer-core/ports.ts";
import { RequestTrace } from "../../../balancer-core/tracing/request-trace.ts";
import { finishedRequest } from "../../support/finished-request.ts";

describe("a request's line", () => {
  it("is one JSON object with everything about the request", () => {
    const request = finishedRequest({ server: { id: "s1" } as Server });
    expect(JSON.parse(createLineFormat("json").request(request))).toEqual({
      time: "2026-01-01T00:00:01.005Z",
      kind: "request",
      id: "r1",
      listener: "web",
      pool: "app",
      server: "s1",
      client: "127.0.0.1",
      method: "GET",
      target: "/",
      host: "example.org",
      status: 200,
      bytesIn: 10,
      bytesOut: 20,
      queueMs: 0,
      totalMs: 12.346,
      attempts: [{ server: "s1", connectMs: null, waitMs: 2.5, totalMs: 3, outcome: "answered" }],
      sticky: "none",
      error: null,
    });
  });

  it("names the trace it belongs to, when it has one", () => {
    const random = seededRandom(1);
    const trace = new RequestTrace(undefined, 1, random, 0);
    const line = createLineFormat("json").request(finishedRequest({ trace }));
    expect(JSON.parse(line).traceId).toBe(trace.traceId);
    const untraced = createLineFormat("json").request(finishedRequest({ trace: null }));
    expect(JSON.parse(untraced)).not.toHaveProperty("traceId");
  });

  it("tells the pause before an attempt that followed another", () => {
    const first = {
      server: "s1",
      connectMs: null,
      waitMs: null,
      totalMs: 3,
      outcome: "UPSTREAM_RESET",
    };
    const attempts = [first, { ...first, backoffMs: 12.5, outcome: "answered" }];
    const line = createLineFormat("json").request(finishedRequest({ attempts }));
    expect(JSON.parse(line).attempts).toEqual(attempts);
  });

  it("keeps what a server's TLS said inside its string", () => {
    const outcome = 'UPSTREAM_CONNECT_FAILED (the "reason"\nof a stranger)';
    const attempts = [{ server: "s1", connectMs: null, waitMs: null, totalMs: 3, outcome }];
    const line = createLineFormat("json").request(finishedRequest({ attempts }));
    expect(line.indexOf("\n")).toBe(line.length - 1);
    expect(JSON.parse(line).attempts[0].outcome).toBe(outcome);
  });

  it("keeps hostile text inside its strings", () => {
    const target = '/"},{"kind":"forged"\n\u0000\\\u2028é\ud800';
    const request = finishedRequest({ target, host: 'a"b', id: "x\ny", poolId: null });
    const line = createLineFormat("json").request(request);
    expect(line.indexOf("\n")).toBe(line.length - 1);
    expect(JSON.parse(line)).toMatchObject({ target, host: 'a"b', id: "x\ny", pool: null });
    const text = createLineFormat("text").request(request);
    expect(text.indexOf("\n")).toBe(text.length - 1);
    expect(text).toContain("\\u000a\\u0000");
  });

  it("is readable as text", () => {
    const line = createLineFormat("text").request(finishedRequest({ error: "UPSTREAM_RESET" }));
    expect(line).toBe(
      "2026-01-01T00:00:01.005Z request web -> app/- 127.0.0.1 GET / 200 12.346ms 10 in 20 out UPSTREAM_RESET r1\n",
    );
  });
});

describe("an event's line", () => {
  it("names its kind and keeps what the event holds", () => {
    const event = {
      seq: 4,
      at: "2026-01-01T00:00:00.000Z",
      kind: "server-state",
      level: "error",
      message: "down",
      from: "up",
      to: "down",
    } as const;
    expect(JSON.parse(createLineFormat("json").event(event))).toMatchObject({
      time: event.at,
      kind: "server-state",
      from: "up",
      to: "down",
    });
    expect(createLineFormat("text").event(event)).toBe(`${event.at} server-state error down\n`);
  });
});

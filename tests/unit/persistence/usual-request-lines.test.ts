// The cheap way to a usual request's line makes the line that the other way makes, and leaves to that one whatever is not usual.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLineFormat } from "../../../balancer-core/persistence/access-log-format.ts";
import { createLineBatches } from "../../../balancer-core/persistence/line-batches.ts";
import { UsualRequestLines } from "../../../balancer-core/persistence/usual-request-lines.ts";
import type { Server } from "../../../balancer-core/pool/types.ts";
import { seededRandom } from "../../../balancer-core/ports.ts";
import type { FinishedRequest } from "../../../balancer-core/proxy/types.ts";
import { RequestTrace } from "../../../balancer-core/tracing/request-trace.ts";
import { finishedRequest } from "../../support/finished-request.ts";

const servers = ["s1", "s2", "a-server-with-a-longer-name"].map((id) => ({ id }) as Server);

function usualRequest(given: Partial<FinishedRequest> = {}): FinishedRequest {
  const server = given.server ?? (servers[0] as Server);
  const attempt = { server: server.id, startMs: 0, connectMs: null, waitMs: 0.4, totalMs: 0.6 };
  const attempts = [{ ...attempt, outcome: "answered" }];
  return finishedRequest({ server, queueMs: 0, attempts, ...given });
}

/** The line, or what `add` said when there is none. */
function lineOf(
  request: FinishedRequest,
  lines = new UsualRequestLines(),
): string | boolean | null {
  const batches = createLineBatches(4_096, 65_536);
  const isAdded = lines.add(request, batches);
  return isAdded === true ? String(batches.oldest()) : isAdded;
}

const milliseconds = fc.double({ min: 0, max: 100_000, noNaN: true });
const anyUsual = fc.record({
  id: fc.stringMatching(/^[a-z0-9-]{1,128}$/),
  startedAt: fc.double({ min: 0, max: 4e12, noNaN: true }),
  listenerId: fc.constantFrom("web", "api"),
  poolId: fc.constantFrom("app", "other"),
  server: fc.constantFrom(...servers),
  client: fc.oneof(fc.ipV4(), fc.ipV6(), fc.string({ maxLength: 40 })),
  method: fc.constantFrom("GET", "POST", "M-SEARCH"),
  target: fc.stringMatching(/^\/[!#-[\]-~]{0,1500}$/),
  host: fc.oneof(fc.constantFrom("example.org", "127.0.0.1:8080"), fc.string({ maxLength: 300 })),
  status: fc.integer({ min: 100, max: 999 }),
  bytesIn: fc.nat(),
  bytesOut: fc.maxSafeNat(),
  totalMs: milliseconds,
});
const anyTimes = fc.record({ waitMs: milliseconds, totalMs: milliseconds });

describe("the line of a usual request", () => {
  it("is the same as that made the other way, whatever was logged before", () => {
    const general = createLineFormat("json");
    const lines = new UsualRequestLines();
    fc.assert(
      fc.property(anyUsual, anyTimes, (given, times) => {
        const server = given.server.id;
        const attempts = [{ server, startMs: 0, connectMs: null, ...times, outcome: "answered" }];
        const request = usualRequest({ ...given, attempts });
        expect(lineOf(request, lines)).toBe(general.request(request));
      }),
      { numRuns: 500 },
    );
  });

  it("names this request's client, method, host, status, pool and listener, not the last one's", () => {
    const lines = new UsualRequestLines();
    const general = createLineFormat("json");
    const others: Partial<FinishedRequest>[] = [
      { client: "::1" },
      { method: "HEAD" },
      { host: "other.example" },
      { status: 404 },
      { poolId: "other" },
      { listenerId: "other" },
      { server: servers[1] as Server },
      { startedAt: 2_000 },
    ];
    for (const other of others) {
      for (const request of [usualRequest(), usualRequest(other)]) {
        expect(lineOf(request, lines)).toBe(general.request(request));
      }
    }
  });

  it("is left to the other way when the request is not usual", () => {
    const [attempt] = usualRequest().attempts;
    if (attempt === undefined) throw new Error("a usual request has an attempt");
    const unusual: Partial<FinishedRequest>[] = [
      { error: "UPSTREAM_RESET" },
      { queueMs: 1 },
      { sticky: "hit" },
      { trace: new RequestTrace(undefined, 1, seededRandom(1), 0) },
      { poolId: null },
      { attempts: [] },
      { attempts: [attempt, attempt] },
      { attempts: [{ ...attempt, connectMs: 1 }] },
      { attempts: [{ ...attempt, waitMs: null }] },
      { attempts: [{ ...attempt, backoffMs: 1 }] },
      { attempts: [{ ...attempt, outcome: "UPSTREAM_RESET" }] },
      { target: '/"' },
      { id: "x\ny" },
    ];
    for (const other of unusual) expect(lineOf(usualRequest(other))).toBeNull();
    expect(lineOf({ ...usualRequest(), server: null })).toBeNull();
  });

  it("is refused beyond the bound of what waits", () => {
    const batches = createLineBatches(1_024, 1_024);
    const lines = new UsualRequestLines();
    const added = Array.from({ length: 4 }, () => lines.add(usualRequest(), batches));
    expect(added[0]).toBe(true);
    expect(added.at(-1)).toBe(false);
    expect(batches.bytes).toBeLessThanOrEqual(1_024);
  });
});

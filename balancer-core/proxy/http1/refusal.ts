// A request that never became one: its head was malformed, too large or too slow. It is answered, counted and recorded.
import type { ErrorCode } from "../../contract/error-codes.ts";
import type { ClientSide } from "./client-side.ts";
import { statusOf } from "./own-answer.ts";

/** Stands for what could not be read. */
const unknown = "-";

export function refuse(connection: ClientSide, code: ErrorCode, totalMs: number): void {
  const { context } = connection;
  const { requestHead, config, counters, dependencies } = context;
  // A head that came too slowly was not the last one read; the shared object may tell of another connection's.
  const head = code === "REQUEST_HEAD_TIMEOUT" ? undefined : requestHead;
  counters.totalRequests++;
  context.countOwnAnswer(code);
  const bytesOut = connection.writeOwnAnswer(code, {
    isHead: head?.method === "HEAD",
    keepAlive: false,
    minorVersion: 1,
    extraLines: "",
  });
  dependencies.records.finished({
    id: context.nextRequestId(),
    startedAt: dependencies.ports.clock.wallTime() - totalMs,
    listenerId: config.id,
    poolId: null,
    server: null,
    client: connection.address,
    method: head?.method || unknown,
    target: head?.target || unknown,
    host: head?.host || unknown,
    status: statusOf(code),
    error: code,
    bytesIn: 0,
    bytesOut,
    queueMs: 0,
    totalMs,
    attempts: [],
    sticky: "none",
    decision: null,
  });
}

// What is written down of one request: each attempt with its outcome, told to its server, and one record at the end.
import type { ErrorCode } from "../../contract/error-codes.ts";
import type { Attempt as AttemptRecord } from "../../contract/records.ts";
import type { Lease } from "../../pool/types.ts";
import { RelayedRequest } from "./relayed-request.ts";
import type { ServerAttempt } from "./server-attempt.ts";

/** Of every request before its first has ended; never added to. */
const noAttempts: AttemptRecord[] = [];

export abstract class RecordedRequest extends RelayedRequest {
  bytesOut = 0;
  /** The one that answers, or that was asked last. */
  protected lastLease: Lease | null = null;
  #attempts: AttemptRecord[] = noAttempts;

  /** Gives the attempt's server back. `isFailure`: it counts against the server; a status of 0 is no answer. */
  protected endAttempt(
    attempt: ServerAttempt,
    status: number,
    isFailure: boolean,
    outcome: string,
    now: number,
  ): void {
    const { lease } = attempt;
    const { recorder } = lease.server;
    lease.onCut = null;
    const record = attempt.record(outcome, now);
    // Nearly always the only one: an array that grows would take room for many.
    if (this.#attempts === noAttempts) this.#attempts = [record];
    else this.#attempts.push(record);
    recorder.tried(record.connectMs, record.waitMs);
    const durationMs = status === 0 ? null : now - attempt.startedAt;
    recorder.answered(status, durationMs, this.bytesIn, this.bytesOut);
    if (isFailure) recorder.failed();
    else if (outcome === "CLIENT_CLOSED") recorder.left();
    const result = isFailure ? "failed" : outcome === "answered" ? "answered" : undefined;
    lease.release(result, attempt.latencyMs);
  }

  protected record(status: number, error: ErrorCode | null, queueMs: number, now: number): void {
    const lease = this.lastLease;
    this.context.dependencies.records.finished({
      id: this.id,
      startedAt: this.startedWall,
      listenerId: this.context.config.id,
      poolId: this.poolId ?? null,
      server: lease?.server ?? null,
      client: this.clientAddress,
      method: this.method,
      target: this.target,
      host: this.host,
      status,
      error,
      bytesIn: this.bytesIn,
      bytesOut: this.bytesOut,
      queueMs,
      totalMs: now - this.startedAt,
      attempts: this.#attempts,
      sticky: lease?.sticky ?? "none",
      decision: lease?.decision ?? null,
      trace: this.trace,
    });
  }
}

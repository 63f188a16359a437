// A place for one finished request, filled anew for each: names in an object, numbers in an array that all places share. What is
// written of a request then lies in a few lines of the processor's cache, and nothing is left to the garbage collector.
import type { Attempt, Decision, RequestRecord } from "./contract/records.ts";
import type { Server } from "./pool/types.ts";
import { isoTime } from "./ports.ts";
import type { FinishedRequest } from "./proxy/types.ts";

/** Where each number of a place stands. Those of the attempt are of the only one; NaN says that there is none. */
const startedAt = 0;
const status = 1;
const bytesIn = 2;
const bytesOut = 3;
const queueMs = 4;
const totalMs = 5;
const attemptStartMs = 6;
const attemptConnectMs = 7;
const attemptWaitMs = 8;
const attemptTotalMs = 9;
/** How many numbers a place has. */
export const placeNumbers = 10;

/** Objects and short texts of a place with its numbers; of an attempt kept apart; of one server in a decision. */
const bytesOfPlace = 256;
const bytesOfAttempt = 96;
const bytesOfChoice = 80;

export class RequestPlace {
  readonly #numbers: Float64Array;
  readonly #at: number;
  id = "";
  error: FinishedRequest["error"] = null;
  #listenerId = "";
  #poolId: string | null = null;
  #server: Server | null = null;
  #client = "";
  #method = "";
  #host = "";
  #target = "";
  #sticky: FinishedRequest["sticky"] = "none";
  #decision: Decision | null = null;
  #traceId = "";
  /** Of the only attempt, unless `#attempts` has them. */
  #attemptServer = "";
  #attemptOutcome = "";
  #attempts: readonly Attempt[] | null = [];

  /** The place numbered `index` of those that share `numbers`. */
  constructor(numbers: Float64Array, index: number) {
    this.#numbers = numbers;
    this.#at = index * placeNumbers;
  }

  /** `host` and `target` are the request's, as strings that places may share. */
  keep(request: FinishedRequest, host: string, target: string): void {
    const numbers = this.#numbers;
    const at = this.#at;
    numbers[at + startedAt] = request.startedAt;
    numbers[at + status] = request.status;
    numbers[at + bytesIn] = request.bytesIn;
    numbers[at + bytesOut] = request.bytesOut;
    numbers[at + queueMs] = request.queueMs;
    numbers[at + totalMs] = request.totalMs;
    this.id = request.id;
    this.error = request.error;
    this.#host = host;
    this.#target = target;
    this.#listenerId = request.listenerId;
    this.#poolId = request.poolId;
    this.#server = request.server;
    this.#client = request.client;
    this.#method = request.method;
    this.#sticky = request.sticky;
    this.#decision = request.decision;
    this.#traceId = request.trace?.traceId ?? "";
    const { attempts } = request;
    const attempt = attempts[0];
    // Nearly all have one; of the others the attempts themselves are kept.
    if (attempts.length !== 1 || attempt === undefined || attempt.backoffMs !== undefined) {
      this.#attempts = attempts;
      return;
    }
    this.#attempts = null;
    this.#attemptServer = attempt.server;
    this.#attemptOutcome = attempt.outcome;
    numbers[at + attemptStartMs] = attempt.startMs ?? Number.NaN;
    numbers[at + attemptConnectMs] = attempt.connectMs ?? Number.NaN;
    numbers[at + attemptWaitMs] = attempt.waitMs ?? Number.NaN;
    numbers[at + attemptTotalMs] = attempt.totalMs;
  }

  get status(): number {
    return this.#number(status);
  }

  /** A client that left is nobody's failure. */
  get hasFailed(): boolean {
    return this.status >= 500 || (this.error !== null && this.error !== "CLIENT_CLOSED");
  }

  /** Whether it says more than that all went as it should. */
  get isTelling(): boolean {
    return this.error !== null || this.status >= 500 || (this.#attempts?.length ?? 1) > 1;
  }

  /** `server` is an id or `pool/id`; a server that was only tried counts too. */
  usedServer(server: string): boolean {
    const slash = server.indexOf("/");
    if (slash >= 0 && this.#poolId !== server.slice(0, slash)) return false;
    const id = server.slice(slash + 1);
    if (this.#server?.id === id) return true;
    if (this.#attempts === null) return this.#attemptServer === id;
    return this.#attempts.some((attempt) => attempt.server === id);
  }

  /** About: texts that are shared with the configuration count as part of the place. */
  get approximateBytes(): number {
    const decision = this.#decision;
    const choices = decision ? decision.candidates.length + decision.excluded.length : 0;
    return (
      bytesOfPlace +
      this.id.length +
      this.#client.length +
      this.#target.length +
      (this.#attempts?.length ?? 0) * bytesOfAttempt +
      choices * bytesOfChoice
    );
  }

  /** Field by field: taking the rest of an object apart costs ten times as much, and the tap does it hundreds of times a second. */
  toRecord(): RequestRecord {
    return {
      id: this.id,
      at: isoTime(this.#number(startedAt)),
      listener: this.#listenerId,
      pool: this.#poolId,
      server: this.#server?.id ?? null,
      client: this.#client,
      method: this.#method,
      target: this.#target,
      host: this.#host,
      status: this.status,
      error: this.error,
      bytesIn: this.#number(bytesIn),
      bytesOut: this.#number(bytesOut),
      queueMs: this.#number(queueMs),
      totalMs: this.#number(totalMs),
      attempts: this.#attempts === null ? [this.#onlyAttempt()] : this.#attempts.map(copyOf),
      sticky: this.#sticky,
      decision: this.#decision,
      ...(this.#traceId === "" ? undefined : { traceId: this.#traceId }),
    };
  }

  #onlyAttempt(): Attempt {
    const startMs = this.#numberOrNull(attemptStartMs);
    return {
      server: this.#attemptServer,
      connectMs: this.#numberOrNull(attemptConnectMs),
      waitMs: this.#numberOrNull(attemptWaitMs),
      totalMs: this.#number(attemptTotalMs),
      outcome: this.#attemptOutcome,
      ...(startMs === null ? undefined : { startMs }),
    };
  }

  #number(which: number): number {
    return this.#numbers[this.#at + which] as number;
  }

  #numberOrNull(which: number): number | null {
    const number = this.#number(which);
    return Number.isNaN(number) ? null : number;
  }
}

const copyOf = (attempt: Attempt): Attempt => ({ ...attempt });

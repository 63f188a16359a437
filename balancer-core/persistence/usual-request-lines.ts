// The log's line of a usual request, one that the first server asked answered over a connection that was there: the same line as
// `access-log-format.ts` makes, put into the batch without making a string. What follows from the same names is kept as one piece.
import type { Attempt } from "../contract/records.ts";
import { isoTime } from "../ports.ts";
import type { FinishedRequest } from "../proxy/types.ts";
import { quote } from "./access-log-format.ts";
import type { LineBatches } from "./line-batches.ts";
import {
  LinePiece,
  pieceOvershoot,
  putNumber,
  putPlain,
  putThreeDigits,
  putTiming,
} from "./line-pieces.ts";

/** What follows from who asked which server. */
interface WayPieces {
  readonly listenerId: string;
  readonly poolId: string;
  readonly client: string;
  readonly method: string;
  readonly way: LinePiece;
  readonly attempt: LinePiece;
}

/** Servers whose pieces are kept; beyond, all are made anew. */
const mostServers = 1_024;
/** More than all that is not counted: the opening, constant pieces and numbers. */
const uncountedBytes = 512;

const idPiece = new LinePiece('Z","kind":"request","id":"');
const bytesOutPiece = new LinePiece(',"bytesOut":');
const totalPiece = new LinePiece(',"queueMs":0,"totalMs":');
const attemptTotalPiece = new LinePiece(',"totalMs":');
const endPiece = new LinePiece(',"outcome":"answered"}],"sticky":"none","error":null}\n');

export class UsualRequestLines {
  #second = Number.NaN;
  #opening = new LinePiece("");
  #host = "";
  #status = -1;
  #answer = new LinePiece("");
  readonly #ways = new Map<string, WayPieces>();

  /** Whether the line was put into the batches: false when it is beyond their bound, null when the request is not usual. */
  add(request: FinishedRequest, batches: LineBatches): boolean | null {
    const { id, target, server, poolId, attempts, totalMs } = request;
    const attempt = attempts[0];
    if (attempts.length !== 1 || attempt === undefined || server === null || poolId === null) {
      return null;
    }
    const { waitMs } = attempt;
    if (!isUsual(request) || !isAnsweredAtOnce(attempt) || waitMs === null) return null;
    const { way, attempt: attemptPiece } = this.#wayOf(request, attempt.server, poolId);
    const wallTimeMs = Math.floor(request.startedAt);
    const second = Math.floor(wallTimeMs / 1_000);
    const opening = this.#openingIn(second);
    const answer = this.#answerOf(request);
    const counted = way.length + attemptPiece.length + answer.length + id.length + target.length;
    const room = batches.room(counted + uncountedBytes + pieceOvershoot);
    if (room === null) return false;
    let at = putThreeDigits(room, opening.put(room, room.at), wallTimeMs - second * 1_000);
    at = putPlain(room, idPiece.put(room, at), id);
    if (at < 0) return null;
    at = putPlain(room, way.put(room, at), target);
    if (at < 0) return null;
    at = putNumber(room, answer.put(room, at), request.bytesIn);
    at = putNumber(room, bytesOutPiece.put(room, at), request.bytesOut);
    at = putTiming(room, totalPiece.put(room, at), totalMs);
    at = putTiming(room, attemptPiece.put(room, at), waitMs);
    at = putTiming(room, attemptTotalPiece.put(room, at), attempt.totalMs);
    batches.filledTo(endPiece.put(room, at));
    return true;
  }

  /** The line up to the milliseconds of its time. */
  #openingIn(second: number): LinePiece {
    if (second !== this.#second) {
      this.#second = second;
      this.#opening = new LinePiece(`{"time":"${isoTime(second * 1_000).slice(0, -4)}`);
    }
    return this.#opening;
  }

  #wayOf(request: FinishedRequest, server: string, poolId: string): WayPieces {
    const { listenerId, client, method } = request;
    const known = this.#ways.get(server);
    if (
      known !== undefined &&
      known.client === client &&
      known.method === method &&
      known.poolId === poolId &&
      known.listenerId === listenerId
    ) {
      return known;
    }
    const pieces = {
      ...{ listenerId, poolId, client, method },
      way: new LinePiece(
        `","listener":"${listenerId}","pool":"${poolId}","server":"${server}","client":${quote(client)},"method":${quote(method)},"target":"`,
      ),
      attempt: new LinePiece(`,"attempts":[{"server":"${server}","connectMs":null,"waitMs":`),
    };
    if (this.#ways.size >= mostServers) this.#ways.clear();
    this.#ways.set(server, pieces);
    return pieces;
  }

  #answerOf({ host, status }: FinishedRequest): LinePiece {
    if (host !== this.#host || status !== this.#status) {
      this.#host = host;
      this.#status = status;
      this.#answer = new LinePiece(`","host":${quote(host)},"status":${status},"bytesIn":`);
    }
    return this.#answer;
  }
}

function isUsual({ error, queueMs, sticky, trace }: FinishedRequest): boolean {
  return error === null && queueMs === 0 && sticky === "none" && !trace;
}

function isAnsweredAtOnce({ outcome, connectMs, backoffMs }: Attempt): boolean {
  return outcome === "answered" && connectMs === null && backoffMs === undefined;
}

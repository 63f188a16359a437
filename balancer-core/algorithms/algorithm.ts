// What an algorithm is: a pure choice over servers that may be chosen. It knows nothing of health, limits or sockets.
import type { Random } from "../ports.ts";

/** A server as an algorithm sees it. The objects are the pool's own, so `activeRequests` is always current. */
export interface Candidate {
  readonly id: string;
  /** Place in the configuration, stable while the server stays; breaks ties and orders turns. */
  readonly ordinal: number;
  /** As configured; what hashes go by, so that several balancers agree. Never 0 for a candidate. */
  readonly weight: number;
  /** Weight now, after slow start; never 0 for a candidate. */
  readonly effectiveWeight: number;
  /** Requests leased and not yet released. */
  readonly activeRequests: number;
}

/** What an algorithm may use of the world. */
export interface AlgorithmTools {
  readonly random: Random;
  /** Milliseconds on a clock that never jumps. */
  readonly now: () => number;
}

/** What a score is, so that numbers can be put into it. */
export interface ScoreMeaning {
  /** Over `active`, `weight` and `latency`, as in `(active + 1) / weight`. */
  readonly formula: string;
  readonly unit: string;
  readonly wins: "lowest" | "highest";
}

/** Where a hash pointed. */
export interface HashPosition {
  /** The key's hash. */
  readonly value: number;
  /** The place it means, 0 up to `of`. */
  readonly position: number;
  readonly of: number;
  /** Places looked at after it, because their servers could not be had. */
  readonly steps: number;
}

/** The choice just made, asked for before any load changes. */
export interface ChoiceAccount<C extends Candidate = Candidate> {
  /** Null where no scores are compared. */
  readonly score: ScoreMeaning | null;
  /** How equals are told apart: `turn order`, `lowest ordinal`, `first drawn`, … */
  readonly tieBreak: string;
  /** What this candidate was compared by; null when it was not compared. */
  scoreOf(candidate: C): number | null;
  /** The latency it counted with, where the score has one; null while none is known. */
  latencyOf?(candidate: C): number | null;
  /** Those that chance put up, where it puts up some. */
  drawn?(): readonly C[];
  hashed?(): HashPosition | null;
}

export interface SelectionAlgorithm<C extends Candidate = Candidate> {
  /**
   * Called before the first choice and whenever the list, an order or a weight changed; all of them are available then. State
   * of servers that stay must survive, so that a server that leaves or returns does not give its neighbours a flood or a
   * double turn. `members` are all who could be candidates in another state: what a hash counts, so that a server that goes
   * down moves nobody but its own. Without it the candidates are all there are.
   */
  prepare(candidates: readonly C[], members?: readonly C[]): void;
  /** A candidate reached its limit or has room again. Called for single requests, so it must not walk over all of them. */
  setAvailable(candidate: C, isAvailable: boolean): void;
  /**
   * Chooses among the available candidates minus `skip` (already tried by this request, rarely anybody). `key` is what a hash
   * goes by. Undefined when none is left.
   */
  choose(skip: readonly Candidate[], key?: string): C | undefined;
  /** `activeRequests` of a server changed, which need not be a candidate. */
  loadChanged?(server: C): void;
  /** A request ended. `latencyMs`: until the first byte of the answer, null when there was none. */
  ended?(server: C, latencyMs: number | null, isFailure: boolean): void;
  readonly account: ChoiceAccount<C>;
}

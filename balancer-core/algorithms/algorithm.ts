// What an algorithm is: a pure choice over servers that may be chosen. It knows nothing of health, limits or sockets.

/** A server as an algorithm sees it. The objects are the pool's own, so `activeRequests` is always current. */
export interface Candidate {
  readonly id: string;
  /** Place in the configuration, stable while the server stays; breaks ties and orders turns. */
  readonly ordinal: number;
  /** Weight now, after slow start; never 0 for a candidate. */
  readonly effectiveWeight: number;
  /** Requests leased and not yet released. */
  readonly activeRequests: number;
}

export interface SelectionAlgorithm<C extends Candidate = Candidate> {
  /**
   * Called before the first choice and whenever the list, an order or a weight changed. State of servers that stay must
   * survive, so that a server that leaves or returns does not give its neighbours a flood or a double turn.
   */
  prepare(candidates: readonly C[]): void;
  /** Chooses among the candidates last prepared minus `skip` (already tried by this request). Undefined when none is left. */
  choose(skip: readonly Candidate[]): C | undefined;
  /** The scores a choice made now would compare, in the order prepared; lower wins. `null` where turns decide. */
  scores(): readonly (number | null)[];
  /** How equals are told apart, for the decision card: `turn order`, `lowest ordinal`, `random`. */
  readonly tieBreak: string;
}

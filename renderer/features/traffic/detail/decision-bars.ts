// A decision as what the card draws: a bar for each candidate on one scale with zero in it, the formula with its numbers put in,
// and which kind of reason decided. Pure; nothing is computed that the core did not say.
import type { Decision } from "../../../../balancer-core/contract/records.ts";

export interface DecisionBar {
  readonly server: string;
  readonly isChosen: boolean;
  /** Null where the algorithm did not compare it. */
  readonly score: number | null;
  /** Where its bar begins and ends, from 0 to 1. */
  readonly from: number;
  readonly to: number;
  /** `(3 + 1) / 2`; null without a formula or a score. */
  readonly sum: string | null;
  readonly isDrawn: boolean;
  readonly active: number;
  readonly weight: number;
  readonly latencyMs: number | null;
}

/** Best first where scores are compared, else as the core lists them. */
export function decisionBars({ candidates, score, chosen, drawn }: Decision): DecisionBar[] {
  const scores = candidates.flatMap((candidate) =>
    candidate.score === null ? [] : [candidate.score],
  );
  const low = Math.min(0, ...scores);
  const span = Math.max(0, ...scores) - low || 1;
  const place = (value: number) => (value - low) / span;
  const bars = candidates.map((candidate): DecisionBar => {
    const value = candidate.score;
    const ends = value === null ? [0, 0] : [place(0), place(value)];
    return {
      ...candidate,
      isChosen: candidate.server === chosen,
      from: Math.min(...ends),
      to: Math.max(...ends),
      sum: score ? sumOf(score.formula, candidate) : null,
      isDrawn: drawn?.includes(candidate.server) === true,
    };
  });
  if (!score) return bars;
  const sign = score.wins === "lowest" ? 1 : -1;
  const rank = (bar: DecisionBar) =>
    bar.score === null ? Number.POSITIVE_INFINITY : sign * bar.score;
  // The chosen one stands first among equals: the tie-break put it there.
  return bars.sort(
    (one, other) =>
      compare(rank(one), rank(other)) || Number(other.isChosen) - Number(one.isChosen),
  );
}

const compare = (one: number, other: number): number => (one === other ? 0 : one < other ? -1 : 1);

/** Puts what is known of a candidate into the formula; null where there is nothing to put in. */
export function sumOf(
  formula: string,
  {
    active,
    weight,
    latencyMs,
    score,
  }: Pick<DecisionBar, "active" | "weight" | "latencyMs" | "score">,
): string | null {
  if (score === null) return null;
  const inputs: Readonly<Record<string, number | null>> = {
    active,
    weight,
    latency: latencyMs,
    // What a server had earned before this turn is the round robin's own account: the score without the weight just added.
    earned: score - weight,
  };
  const sum = formula.replace(/[a-z]+/gi, (word) => {
    const value = inputs[word];
    return value === undefined || value === null ? word : scoreText(value);
  });
  return sum === formula ? null : sum;
}

/** Three digits that matter; scores are for comparing, not for accounting. */
export function scoreText(value: number): string {
  return String(Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3)));
}

export type ReasonKind = "nobody" | "sticky" | "only" | "hash" | "drawn" | "score" | "tie" | "turn";

/** What decided, in the order in which the balancer asks. */
export function reasonOf(decision: Decision): ReasonKind {
  const { chosen, candidates, sticky, hash, drawn, score, tieBreak } = decision;
  if (chosen === null) return "nobody";
  if (sticky === "hit") return "sticky";
  if (candidates.length === 1) return "only";
  if (hash) return "hash";
  const isScored = score !== null && candidates.some((candidate) => candidate.score !== null);
  if (isScored) return tieBreak === null ? "score" : "tie";
  return drawn ? "drawn" : "turn";
}

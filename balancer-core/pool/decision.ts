// Explains choices: who was compared with which score, who was left out and why. Costs a walk over the pool, so it has a budget.
import type { Decision } from "../contract/records.ts";
import { exclusionReason, type Selectable, type Selection } from "./selection.ts";

/** Decisions explained in any one second; those beyond it carry none. */
const explainedPerSecond = 200;
/** Most servers listed on either side; in a larger pool the first ones and the chosen one. */
const longestList = 100;

export interface DecisionBudget {
  /** Takes one explanation at `nowMs` of the clock that never jumps; false when this second's are used up. */
  take(nowMs: number): boolean;
}

export function createDecisionBudget(): DecisionBudget {
  let secondBeganAt = 0;
  let taken = 0;
  return {
    take(nowMs) {
      if (nowMs - secondBeganAt >= 1_000) {
        secondBeganAt = nowMs;
        taken = 0;
      }
      if (taken >= explainedPerSecond) return false;
      taken += 1;
      return true;
    },
  };
}

interface Explainable extends Selectable {
  readonly id: string;
}

export interface Choice<S extends Explainable> {
  readonly algorithm: string;
  readonly tieBreak: string;
  readonly selection: Selection<S>;
  /** The algorithm's scores before it chose, in the order of the candidates. */
  readonly scores: readonly (number | null)[];
  /** Candidates this request may not have again; empty when it had to. */
  readonly skipped: readonly unknown[];
  readonly servers: readonly S[];
  readonly chosen: S;
  readonly sticky: "none" | "miss";
}

/** The client belongs to the server, so nobody was compared. */
export function explainBound(algorithm: string, server: string): Decision {
  const candidates = [{ server, score: null }];
  return { algorithm, candidates, excluded: [], chosen: server, tieBreak: null, sticky: "hit" };
}

export function explainChoice<S extends Explainable>(choice: Choice<S>): Decision {
  const { algorithm, selection, scores, skipped, servers, chosen } = choice;
  const candidates: { server: string; score: number | null }[] = [];
  const excluded: { server: string; reason: string }[] = [];
  selection.candidates.forEach((server, index) => {
    if (skipped.includes(server)) {
      if (excluded.length < longestList)
        excluded.push({ server: server.id, reason: "already tried" });
    } else if (candidates.length < longestList || server === chosen) {
      candidates.push({ server: server.id, score: scores[index] ?? null });
    }
  });
  const compared = new Set(selection.candidates);
  for (const server of servers) {
    if (excluded.length >= longestList) break;
    if (compared.has(server)) continue;
    excluded.push({ server: server.id, reason: exclusionReason(server, selection) });
  }
  return {
    algorithm,
    candidates,
    excluded,
    chosen: chosen.id,
    tieBreak: candidates.length > 1 ? choice.tieBreak : null,
    sticky: choice.sticky,
  };
}

// Candidates for the algorithms' tests, and how often each was chosen.
import type { Candidate, SelectionAlgorithm } from "../../../balancer-core/algorithms/algorithm.ts";

export interface TestCandidate extends Candidate {
  weight: number;
  effectiveWeight: number;
  activeRequests: number;
}

/** `{ a: 5, b: 1 }` becomes candidates a and b of these weights, without load. */
export function candidatesOf(weights: Readonly<Record<string, number>>): TestCandidate[] {
  return Object.entries(weights).map(([id, weight], ordinal) => ({
    id,
    ordinal,
    weight,
    effectiveWeight: weight,
    activeRequests: 0,
  }));
}

export function chooseInTurn(algorithm: SelectionAlgorithm, times: number): string[] {
  return Array.from({ length: times }, () => algorithm.choose([])?.id ?? "nobody");
}

export function countChoices(algorithm: SelectionAlgorithm, times: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let turn = 0; turn < times; turn++) {
    const id = algorithm.choose([])?.id ?? "nobody";
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

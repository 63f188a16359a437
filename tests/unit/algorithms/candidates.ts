// Candidates for the algorithms' tests, clients, and how often each server was chosen.
import type {
  AlgorithmTools,
  Candidate,
  SelectionAlgorithm,
} from "../../../balancer-core/algorithms/algorithm.ts";
import { seededRandom } from "../../../balancer-core/ports.ts";

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

/** Candidates s0, s1, … of these weights. */
export const numbered = (weights: readonly number[]): TestCandidate[] =>
  candidatesOf(Object.fromEntries(weights.map((weight, index) => [`s${index}`, weight])));

/** The same chance every time, and a clock that is moved by hand. */
export function toolsFor(seed = 7) {
  const clock = { nowMs: 0 };
  const tools: AlgorithmTools = { random: seededRandom(seed), now: () => clock.nowMs };
  return { tools, clock };
}

/** Addresses of many clients, the same ones every time. */
export function clients(count: number, seed = 1): string[] {
  const random = seededRandom(seed);
  const octet = () => Math.floor(random() * 256);
  return Array.from({ length: count }, () => `${octet()}.${octet()}.${octet()}.${octet()}`);
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

/** Which server each key goes to. */
export const assigned = (algorithm: SelectionAlgorithm, keys: readonly string[]): string[] =>
  keys.map((key) => algorithm.choose([], key)?.id ?? "nobody");

/** Takes a request on a server, or ends one. */
export function load<C extends TestCandidate>(
  algorithm: SelectionAlgorithm<C>,
  server: C,
  change: 1 | -1,
): void {
  server.activeRequests += change;
  algorithm.loadChanged?.(server);
}

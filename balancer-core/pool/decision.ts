// Explains choices: who was compared with which score, who was left out and why. Costs a walk over some of the pool, so it has a
// budget.
import type { Candidate, ChoiceAccount } from "../algorithms/algorithm.ts";
import type { RequestPart } from "../algorithms/request-part.ts";
import type { Decision } from "../contract/records.ts";
import { sentence } from "../contract/sentences.ts";
import type { Selectable, Selection } from "./selection.ts";

/** Decisions explained in any one second; those beyond it carry none. */
const explainedPerSecond = 200;
/** Most servers listed on either side; in a larger pool the first ones, those drawn and the chosen one. */
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

type Explainable = Selectable & Candidate;
type CandidateRow = Decision["candidates"][number];

export interface Choice<S extends Explainable> {
  readonly algorithm: string;
  readonly account: ChoiceAccount<S>;
  readonly selection: Selection<S>;
  /** Candidates at their limit. */
  readonly full: ReadonlySet<S>;
  /** Candidates this request may not have again; empty when it had to. */
  readonly skipped: readonly unknown[];
  /** What the key is of the request; null for the client's address. */
  readonly part: RequestPart | null;
  readonly key: string;
  readonly chosen: S;
  readonly sticky: "none" | "miss";
}

/** The client belongs to the server, so nobody was compared. */
export function explainBound(algorithm: string, server: Candidate): Decision {
  return {
    algorithm,
    score: null,
    candidates: [{ server: server.id, score: null, ...inputsOf(server), latencyMs: null }],
    excluded: [],
    chosen: server.id,
    tieBreak: null,
    drawn: null,
    hash: null,
    sticky: "hit",
  };
}

export function explainChoice<S extends Explainable>(choice: Choice<S>): Decision {
  const { account, chosen } = choice;
  const drawn = account.drawn?.() ?? null;
  const candidates = candidatesOf(choice, drawn ?? []);
  return {
    algorithm: choice.algorithm,
    score: account.score,
    candidates,
    excluded: excludedOf(choice),
    chosen: chosen.id,
    tieBreak: isTie(candidates, chosen.id) ? account.tieBreak : null,
    drawn: drawn === null ? null : drawn.map(({ id }) => id),
    hash: hashOf(choice),
    sticky: choice.sticky,
  };
}

function candidatesOf<S extends Explainable>(choice: Choice<S>, drawn: readonly S[]) {
  const { account, selection, full, skipped, chosen } = choice;
  const listed = new Set<S>();
  for (const server of selection.candidates) {
    if (listed.size >= longestList) break;
    if (!full.has(server) && !skipped.includes(server)) listed.add(server);
  }
  for (const server of [...drawn, chosen]) listed.add(server);
  return [...listed].map(
    (server): CandidateRow => ({
      server: server.id,
      score: account.scoreOf(server),
      ...inputsOf(server),
      latencyMs: account.latencyOf?.(server) ?? null,
    }),
  );
}

function inputsOf({ activeRequests, effectiveWeight }: Candidate) {
  return { active: activeRequests, weight: effectiveWeight };
}

function excludedOf<S extends Explainable>({ selection, full, skipped, chosen }: Choice<S>) {
  const excluded = selection.excluded.slice(0, longestList);
  for (const server of skipped as readonly S[]) {
    if (excluded.length >= longestList) break;
    const isCompared = server === chosen || full.has(server);
    // The rest are among those excluded for another reason.
    if (!isCompared && selection.candidates.includes(server))
      excluded.push({ server: server.id, reason: sentence("ALREADY_TRIED") });
  }
  for (const server of full) {
    if (excluded.length >= longestList) break;
    excluded.push({ server: server.id, reason: sentence("FULL") });
  }
  return excluded;
}

/** Whether somebody else had the same score as the chosen one, so that the tie-break decided. */
function isTie(candidates: readonly CandidateRow[], chosen: string): boolean {
  const best = candidates.find(({ server }) => server === chosen)?.score ?? null;
  if (best === null) return false;
  return candidates.some(({ server, score }) => server !== chosen && score === best);
}

function hashOf<S extends Explainable>({ account, part, key }: Choice<S>): Decision["hash"] {
  const hashed = account.hashed?.() ?? null;
  if (hashed === null) return null;
  if (part === null) return { ...hashed, part: "source-ip", key };
  if (part.kind === "path") return { ...hashed, part: "path", key: shortened(key, longestKey) };
  return { ...hashed, part: `${part.kind}:${part.name}`, key: shortened(key, shownOfSecret) };
}

const longestKey = 200;
/**
 * SECURITY: cookies, header fields and parameters often are what proves who a client is, and decisions are shown in the console
 * and the API. Enough to tell keys apart, too little to use one.
 */
const shownOfSecret = 4;

function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length)}…`;
}

// The draft of the configuration as plain data and the steps between its states. Pure: what is asked of the host happens in
// draft-store.ts. A draft survives leaving the page.
import type { ChangeImpact } from "../../../balancer-core/contract/change-impact.ts";
import type { MethodResult } from "../../../balancer-core/contract/methods.ts";
import type { Problem } from "../../../balancer-core/contract/problems.ts";

export type Running = Pick<MethodResult<"config.get">, "yaml" | "revision" | "file">;

export interface Check {
  /** The text it speaks of; older than the draft while a newer check is on its way. */
  readonly text: string;
  readonly problems: readonly Problem[];
  readonly changes: readonly string[];
  /** What applying it would do to what runs; null where there are problems. */
  readonly impact: ChangeImpact | null;
}

export interface Draft {
  /** What the text is an edit of; null until the host sent it. */
  readonly base: Running | null;
  readonly text: string;
  readonly check: Check | null;
  /** What runs now, where somebody else changed it under an unfinished edit. */
  readonly theirs: Running | null;
  readonly isApplying: boolean;
  /** Why the configuration could not be loaded or checked. */
  readonly failure: string | null;
}

export const emptyDraft: Draft = {
  base: null,
  text: "",
  check: null,
  theirs: null,
  isApplying: false,
  failure: null,
};

export const isDirty = ({ base, text }: Draft): boolean => base !== null && text !== base.yaml;

/** The configuration that runs was (re)loaded. An edit is kept; only a real difference makes a conflict. */
export function withRunning(draft: Draft, running: Running): Draft {
  const isSettled = !isDirty(draft) || draft.text === running.yaml;
  if (isSettled)
    return {
      ...draft,
      base: running,
      text: running.yaml,
      theirs: null,
      check: null,
      failure: null,
    };
  if (draft.base?.yaml === running.yaml)
    return { ...draft, base: running, theirs: null, failure: null };
  return { ...draft, theirs: running, failure: null };
}

export function withText(draft: Draft, text: string): Draft {
  return { ...draft, text };
}

/** Answers for a text that was edited meanwhile are of no use. */
export function withCheck(draft: Draft, check: Check): Draft {
  return check.text === draft.text ? { ...draft, check, failure: null } : draft;
}

export function discarded(draft: Draft): Draft {
  const running = draft.theirs ?? draft.base;
  if (!running) return draft;
  return { ...draft, base: running, text: running.yaml, theirs: null, check: null, failure: null };
}

/** Their change is known now; applying replaces it on purpose. The next check compares with it. */
export function keptMine(draft: Draft): Draft {
  return draft.theirs ? { ...draft, base: draft.theirs, theirs: null, check: null } : draft;
}

export type DraftStatus = "unchanged" | "checking" | "wrong" | "ready" | "applying" | "conflict";

export function statusOf(draft: Draft): DraftStatus {
  if (draft.isApplying) return "applying";
  if (!isDirty(draft)) return "unchanged";
  if (draft.theirs) return "conflict";
  if (draft.check?.text !== draft.text) return "checking";
  return draft.check.problems.length > 0 ? "wrong" : "ready";
}

export const canApply = (draft: Draft): boolean => statusOf(draft) === "ready";

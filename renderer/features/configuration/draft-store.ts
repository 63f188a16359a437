// Keeps the draft and speaks with the host about it: loads what runs, checks what is typed, applies it.
import { createStore } from "zustand/vanilla";
import type { BalancerClient } from "../../../balancer-core/client/types.ts";
import { type Actions, asBalancerError, problemsOf } from "../../state/actions.ts";
import {
  canApply,
  type Draft,
  discarded,
  emptyDraft,
  isDirty,
  keptMine,
  withCheck,
  withRunning,
  withText,
} from "./draft.ts";

export const draftStore = createStore<Draft>(() => emptyDraft);

const update = (step: (draft: Draft) => Draft): void => draftStore.setState(step, true);

export const setText = (text: string): void => update((draft) => withText(draft, text));
export const discard = (): void => update(discarded);
export const loadTheirs = (): void => update(discarded);
export const keepMine = (): void => update(keptMine);

export async function loadRunning(client: BalancerClient): Promise<void> {
  try {
    const running = await client.call("config.get", {});
    update((draft) => withRunning(draft, running));
  } catch (cause) {
    update((draft) => ({ ...draft, failure: asBalancerError(cause).message }));
  }
}

export async function checkText(client: BalancerClient): Promise<void> {
  const draft = draftStore.getState();
  const { text } = draft;
  if (!isDirty(draft) || draft.check?.text === text) return;
  try {
    const { problems, changes, impact } = await client.call("config.check", { yaml: text });
    update((now) => withCheck(now, { text, problems, changes, impact }));
  } catch (cause) {
    update((now) => ({ ...now, failure: asBalancerError(cause).message }));
  }
}

/** Checks first where the latest keys were not checked yet, so that the shortcut works at any moment. */
export async function applyText(client: BalancerClient, actions: Actions): Promise<void> {
  await checkText(client);
  const draft = draftStore.getState();
  const { base, text } = draft;
  if (!base || !canApply(draft)) return;
  update((now) => ({ ...now, isApplying: true }));
  const outcome = await actions.putYaml(text, base.revision);
  update((now) => ({ ...now, isApplying: false }));
  if (!outcome.ok) {
    const problems = problemsOf(outcome.error);
    if (problems.length > 0)
      update((now) => withCheck(now, { text, problems, changes: [], impact: null }));
  }
  // Also after a refusal: a conflict is one because something else runs now.
  await loadRunning(client);
}

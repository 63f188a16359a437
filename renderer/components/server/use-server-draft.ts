// State of a server form: what is written, what is wrong with it, and which of that to show yet.
import { useState } from "react";
import type { Outcome } from "../../state/actions.ts";
import { checkDraft, type DraftErrors, errorsOf, type ServerDraft } from "./server-draft.ts";

const none: DraftErrors = {};

export function useServerDraft(initial: ServerDraft, takenIds: readonly string[] = []) {
  const [draft, setDraft] = useState(initial);
  const [left, setLeft] = useState<ReadonlySet<keyof ServerDraft>>(new Set());
  const [refused, setRefused] = useState(none);
  const [isBusy, setIsBusy] = useState(false);
  const found = checkDraft(draft, takenIds);
  const shown = Object.fromEntries(
    Object.entries(found).filter(([field]) => left.has(field as keyof ServerDraft)),
  );
  return {
    draft,
    isBusy,
    /** Our own findings once a field was left; the balancer's until something changes. */
    errors: { ...refused, ...shown } as DraftErrors,
    change(next: ServerDraft) {
      setDraft(next);
      setRefused(none);
    },
    leave(field: keyof ServerDraft) {
      if (!left.has(field)) setLeft(new Set([...left, field]));
    },
    /** Sends it unless it is wrong; resolves to whether it was taken. */
    async submit(send: (draft: ServerDraft) => Promise<Outcome>): Promise<boolean> {
      setLeft(new Set(Object.keys(draft) as (keyof ServerDraft)[]));
      if (Object.keys(found).length > 0) return false;
      setIsBusy(true);
      const outcome = await send(draft);
      setIsBusy(false);
      if (!outcome.ok) setRefused(errorsOf(outcome.error));
      return outcome.ok;
    },
  };
}

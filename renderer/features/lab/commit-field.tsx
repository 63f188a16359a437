// Fields that change the lab when they are left or Enter is pressed, not at every key. Escape takes the typing back.

import { type KeyboardEvent, useEffect, useState } from "react";
import { NumberField, TextField } from "../../components/ui/field.tsx";
import { textOf } from "../../i18n/i18n.ts";
import { useText } from "../../i18n/use-text.ts";

interface CommitProps<V> {
  readonly label: string;
  readonly value: V;
  /** A sentence where the value cannot be committed. */
  readonly problemOf: (value: V) => string | undefined;
  readonly onCommit: (value: V) => void;
  readonly hint?: string;
}

export function CommitTextField({ label, value, problemOf, onCommit, hint }: CommitProps<string>) {
  const draft = useDraft(value, problemOf, onCommit);
  return (
    <TextField
      label={label}
      isFigure
      hint={hint}
      value={draft.value}
      error={draft.problem}
      onValueChange={draft.set}
      onBlur={draft.commit}
      onKeyDown={draft.onKeyDown}
    />
  );
}

export function CommitNumberField({
  label,
  value,
  problemOf,
  onCommit,
  hint,
  min,
  max,
  step,
}: CommitProps<number> & {
  readonly min?: number;
  readonly max?: number;
  readonly step?: number | "any";
}) {
  const t = useText("lab");
  const draft = useDraft<number | null>(
    value,
    (typed) => (typed === null ? t("wrongNumber") : problemOf(typed)),
    (typed) => {
      if (typed !== null) onCommit(typed);
    },
  );
  return (
    <NumberField
      label={label}
      hint={hint}
      value={draft.value}
      error={draft.problem}
      onValueChange={draft.set}
      onBlur={draft.commit}
      onKeyDown={draft.onKeyDown}
      min={min}
      max={max}
      step={step}
    />
  );
}

function useDraft<V>(
  value: V,
  problemOf: (value: V) => string | undefined,
  onCommit: (value: V) => void,
) {
  const [draft, setDraft] = useState(value);
  // What the host says wins over a draft: somebody else may have turned the same knob.
  useEffect(() => setDraft(value), [value]);
  const problem = problemOf(draft);
  const commit = () => {
    if (draft !== value && problem === undefined) onCommit(draft);
  };
  return {
    value: draft,
    problem,
    set: setDraft,
    commit,
    onKeyDown(event: KeyboardEvent) {
      if (event.key === "Enter") commit();
      if (event.key === "Escape" && draft !== value) {
        // The inspector would close on the same key.
        event.preventDefault();
        event.stopPropagation();
        setDraft(value);
      }
    },
  };
}

/** For whole numbers within bounds. */
export const wholeBetween =
  (min: number, max: number) =>
  (value: number): string | undefined =>
    Number.isInteger(value) && value >= min && value <= max
      ? undefined
      : textOf("lab")("wrongWhole", { min, max });

// Form fields with a label, a hint and an error that screen readers hear. Native inputs: they are the most accessible ones.
import { type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, useId } from "react";
import { classNames } from "../../lib/class-names.ts";
import type { GlossaryTerm } from "../../lib/glossary.ts";
import { Term } from "./term.tsx";
import "./field.css";

interface FieldProps {
  readonly label: string;
  /** Explains the label where it is a word of the glossary. */
  readonly term?: GlossaryTerm;
  readonly hint?: string | undefined;
  /** One sentence; its presence marks the field as wrong. */
  readonly error?: string | undefined;
  /** Keeps the label for screen readers only, where the place says it already. */
  readonly isLabelHidden?: boolean;
}

interface Wiring {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": true | undefined;
}

function Field({
  label,
  term,
  hint,
  error,
  isLabelHidden = false,
  children,
}: FieldProps & { readonly children: (wiring: Wiring) => ReactNode }) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className={classNames("field", error !== undefined && "field-wrong")}>
      <label htmlFor={id} className={isLabelHidden ? "visually-hidden" : "field-label"}>
        {term === undefined || isLabelHidden ? label : <Term name={term}>{label}</Term>}
      </label>
      {children({
        id,
        "aria-describedby": note === undefined ? undefined : `${id}-note`,
        "aria-invalid": error === undefined ? undefined : true,
      })}
      {note !== undefined && (
        <p id={`${id}-note`} className={error === undefined ? "field-hint" : "field-error"}>
          {note}
        </p>
      )}
    </div>
  );
}

export interface TextFieldProps
  extends FieldProps,
    Omit<InputHTMLAttributes<HTMLInputElement>, "onChange" | "value" | "id"> {
  readonly value: string;
  readonly onValueChange: (value: string) => void;
  /** Uses the figure face: addresses, ids, paths. */
  readonly isFigure?: boolean;
}

export function TextField({
  label,
  term,
  hint,
  error,
  isLabelHidden = false,
  onValueChange,
  isFigure = false,
  className,
  ...input
}: TextFieldProps) {
  return (
    <Field
      label={label}
      {...(term === undefined ? {} : { term })}
      hint={hint}
      error={error}
      isLabelHidden={isLabelHidden}
    >
      {(wiring) => (
        <input
          type="text"
          autoComplete="off"
          spellCheck={false}
          {...input}
          {...wiring}
          aria-invalid={wiring["aria-invalid"] ?? input["aria-invalid"]}
          className={classNames("field-input", isFigure && "figures", className)}
          onChange={({ currentTarget }) => onValueChange(currentTarget.value)}
        />
      )}
    </Field>
  );
}

export interface NumberFieldProps
  extends FieldProps,
    Omit<InputHTMLAttributes<HTMLInputElement>, "onChange" | "value" | "id" | "type"> {
  /** null while the field is empty or holds no number. */
  readonly value: number | null;
  readonly onValueChange: (value: number | null) => void;
}

export function NumberField({
  label,
  term,
  hint,
  error,
  isLabelHidden = false,
  value,
  onValueChange,
  className,
  ...input
}: NumberFieldProps) {
  return (
    <Field
      label={label}
      {...(term === undefined ? {} : { term })}
      hint={hint}
      error={error}
      isLabelHidden={isLabelHidden}
    >
      {(wiring) => (
        <input
          inputMode="numeric"
          {...input}
          {...wiring}
          aria-invalid={wiring["aria-invalid"] ?? input["aria-invalid"]}
          type="number"
          className={classNames("field-input figures", className)}
          value={value ?? ""}
          onChange={({ currentTarget }) =>
            onValueChange(
              Number.isNaN(currentTarget.valueAsNumber) ? null : currentTarget.valueAsNumber,
            )
          }
        />
      )}
    </Field>
  );
}

export interface SelectFieldProps<V extends string>
  extends FieldProps,
    Omit<SelectHTMLAttributes<HTMLSelectElement>, "onChange" | "value" | "id"> {
  readonly value: V;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  readonly onValueChange: (value: V) => void;
}

/** A native select: role combobox, named by its label. */
export function SelectField<V extends string>({
  label,
  term,
  hint,
  error,
  isLabelHidden = false,
  value,
  options,
  onValueChange,
  className,
  ...select
}: SelectFieldProps<V>) {
  return (
    <Field
      label={label}
      {...(term === undefined ? {} : { term })}
      hint={hint}
      error={error}
      isLabelHidden={isLabelHidden}
    >
      {(wiring) => (
        <select
          {...select}
          {...wiring}
          aria-invalid={wiring["aria-invalid"] ?? select["aria-invalid"]}
          className={classNames("field-input field-select", className)}
          value={value}
          onChange={({ currentTarget }) => {
            const chosen = options.find((option) => option.value === currentTarget.value);
            if (chosen) onValueChange(chosen.value);
          }}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export interface CheckFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly isChecked: boolean;
  readonly onCheckedChange: (isChecked: boolean) => void;
  readonly disabled?: boolean;
}

/** A native checkbox before its label. */
export function CheckField({ label, hint, isChecked, onCheckedChange, disabled }: CheckFieldProps) {
  const id = useId();
  return (
    <div className="check-field">
      <input
        type="checkbox"
        id={id}
        checked={isChecked}
        disabled={disabled}
        aria-describedby={hint === undefined ? undefined : `${id}-note`}
        onChange={({ currentTarget }) => onCheckedChange(currentTarget.checked)}
      />
      <label htmlFor={id}>{label}</label>
      {hint !== undefined && (
        <p id={`${id}-note`} className="field-hint">
          {hint}
        </p>
      )}
    </div>
  );
}

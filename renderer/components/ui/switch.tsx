// An on-off control that acts at once. Says its position in words beside it, not by colour alone.
import { useId } from "react";
import { classNames } from "../../lib/class-names.ts";
import "./switch.css";

export interface SwitchProps {
  readonly label: string;
  readonly isOn: boolean;
  /** What on and off mean here. */
  readonly words: readonly [on: string, off: string];
  /** What it does, below it. */
  readonly hint?: string;
  readonly onChange: (isOn: boolean) => void;
  readonly isDisabled?: boolean;
}

export function Switch({ label, isOn, words, hint, onChange, isDisabled = false }: SwitchProps) {
  const id = useId();
  return (
    <div className="switch">
      <span id={id} className="field-label">
        {label}
      </span>
      <button
        type="button"
        role="switch"
        aria-checked={isOn}
        aria-labelledby={id}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        disabled={isDisabled}
        className="switch-control"
        onClick={() => onChange(!isOn)}
      >
        <span
          className={classNames("switch-track", isOn && "switch-track-on")}
          aria-hidden="true"
        />
        <span aria-hidden="true">{isOn ? words[0] : words[1]}</span>
      </button>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="field-hint">
          {hint}
        </p>
      )}
    </div>
  );
}

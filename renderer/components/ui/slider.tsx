// A slider that tells its value while it moves and commits it on release, so that dragging makes one change and not fifty.
import { useEffect, useId, useState } from "react";
import "./slider.css";

export interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  /** The value as text beside the label, and for screen readers. */
  readonly format: (value: number) => string;
  readonly onCommit: (value: number) => void;
  /** Equal steps multiply instead of add, for values over several powers of ten; `min` must be above 0. */
  readonly isLogarithmic?: boolean;
}

const logarithmicSteps = 200;

export function Slider({
  label,
  value,
  min,
  max,
  step = 1,
  format,
  onCommit,
  isLogarithmic = false,
}: SliderProps) {
  const id = useId();
  const [draft, setDraft] = useState(value);
  useEffect(() => setDraft(value), [value]);
  const commit = () => {
    if (draft !== value) onCommit(draft);
  };
  const ratio = Math.log(max / min);
  const toPlace = (amount: number) =>
    isLogarithmic
      ? (Math.log(Math.max(min, Math.min(max, amount)) / min) / ratio) * logarithmicSteps
      : amount;
  const fromPlace = (place: number) =>
    isLogarithmic ? roundToTwoDigits(min * Math.exp((place / logarithmicSteps) * ratio)) : place;
  return (
    <div className="slider">
      <label htmlFor={id} className="field-label">
        {label}
      </label>
      <output htmlFor={id} className="slider-value figures">
        {format(draft)}
      </output>
      <input
        id={id}
        type="range"
        className="slider-input"
        min={isLogarithmic ? 0 : min}
        max={isLogarithmic ? logarithmicSteps : max}
        step={isLogarithmic ? "any" : step}
        value={toPlace(draft)}
        aria-valuetext={format(draft)}
        onChange={({ currentTarget }) => setDraft(fromPlace(currentTarget.valueAsNumber))}
        onPointerUp={commit}
        onKeyUp={commit}
        onBlur={commit}
      />
    </div>
  );
}

/** 137 becomes 140: a slider promises no more. */
function roundToTwoDigits(value: number): number {
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Number((Math.round(value / unit) * unit).toPrecision(6));
}

// A number with its unit in the figure face, so that digits stand still while they change.

import { classNames } from "../../lib/class-names.ts";
import type { Measure } from "../../lib/format.ts";
import type { GlossaryTerm } from "../../lib/glossary.ts";
import { Term } from "./term.tsx";
import "./figure.css";

export interface FigureProps {
  readonly measure: Measure;
  /** Named above the number where given. */
  readonly label?: string;
  /** Explains the label where it is a word of the glossary. */
  readonly term?: GlossaryTerm;
  readonly size?: "small" | "medium" | "large";
  /** Colour of an alarm; by default ink. */
  readonly isAlarming?: boolean;
  readonly title?: string | undefined;
}

export function Figure({
  measure,
  label,
  term,
  size = "medium",
  isAlarming = false,
  title,
}: FigureProps) {
  return (
    <span
      className={classNames("figure", `figure-${size}`, isAlarming && "figure-alarming")}
      title={title}
    >
      {label !== undefined && (
        <span className="figure-label">
          {term === undefined ? label : <Term name={term}>{label}</Term>}
        </span>
      )}
      <span className="figure-number figures">
        {measure.value}
        {measure.unit !== "" && <span className="figure-unit">{measure.unit}</span>}
      </span>
    </span>
  );
}

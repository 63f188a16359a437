// Building blocks of the inspector: its heading, a titled part, and a list of facts.
import { Fragment, type ReactNode, useId } from "react";
import { Term } from "../../components/ui/term.tsx";
import { classNames } from "../../lib/class-names.ts";
import type { GlossaryTerm } from "../../lib/glossary.ts";

export function InspectorHeading({
  title,
  detail,
  children,
}: {
  readonly title: string;
  /** Address or the like, in the figure face. */
  readonly detail?: string;
  readonly children?: ReactNode;
}) {
  return (
    <header className="inspector-heading">
      <h2 className="inspector-title">{title}</h2>
      {detail !== undefined && <p className="inspector-detail figures">{detail}</p>}
      {children}
    </header>
  );
}

export function Section({
  title,
  term,
  children,
}: {
  readonly title: string;
  /** Explains the title where it is a word of the glossary. */
  readonly term?: GlossaryTerm;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <section className="inspector-section" aria-labelledby={id}>
      <h3 id={id} className="inspector-section-title">
        {term === undefined ? title : <Term name={term}>{title}</Term>}
      </h3>
      {children}
    </section>
  );
}

export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
  readonly isFigure?: boolean;
}

export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className="inspector-facts">
      {facts.map(({ name, value, isFigure = true }) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd className={classNames(isFigure && "figures")}>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

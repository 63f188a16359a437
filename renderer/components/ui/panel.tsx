// A framed part of a page with a heading, and the frame of a page itself.
import { type ReactNode, useId } from "react";
import { classNames } from "../../lib/class-names.ts";
import type { GlossaryTerm } from "../../lib/glossary.ts";
import { Term } from "./term.tsx";
import "./panel.css";

export interface PanelProps {
  readonly title?: string;
  /** Explains the title where it is a word of the glossary. */
  readonly term?: GlossaryTerm;
  /** Beside the title: counts, a state. */
  readonly aside?: ReactNode;
  readonly actions?: ReactNode;
  /** No padding inside, for tables and canvases. */
  readonly isFlush?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

export function Panel({
  title,
  term,
  aside,
  actions,
  isFlush = false,
  className,
  children,
}: PanelProps) {
  const id = useId();
  return (
    <section
      className={classNames("panel", className)}
      aria-labelledby={title === undefined ? undefined : id}
    >
      {(title !== undefined || actions !== undefined) && (
        <header className="panel-header">
          {title !== undefined && (
            <h2 id={id} className="panel-title">
              {term === undefined ? title : <Term name={term}>{title}</Term>}
            </h2>
          )}
          <div className="panel-aside">{aside}</div>
          <div className="panel-actions">{actions}</div>
        </header>
      )}
      <div className={isFlush ? "panel-body-flush" : "panel-body"}>{children}</div>
    </section>
  );
}

export interface PageProps {
  readonly title: string;
  /** Explains the title where it is a word of the glossary. */
  readonly term?: GlossaryTerm;
  readonly summary?: ReactNode;
  readonly actions?: ReactNode;
  /** Gives the page's own content the whole height without scrolling, for canvases and editors. */
  readonly isFilling?: boolean;
  readonly children: ReactNode;
}

/** Every page: its heading (h1), one sentence, actions on the right, content below. */
export function Page({ title, term, summary, actions, isFilling = false, children }: PageProps) {
  return (
    <div className={classNames("page", isFilling && "page-filling")}>
      <header className="page-header">
        <h1 className="page-title">
          {term === undefined ? title : <Term name={term}>{title}</Term>}
        </h1>
        {summary !== undefined && <p className="page-summary">{summary}</p>}
        {actions !== undefined && <div className="page-actions">{actions}</div>}
      </header>
      <div className="page-content">{children}</div>
    </div>
  );
}

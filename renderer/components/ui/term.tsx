// A word of the glossary where it is used: on hover or focus it says what it means, why it matters, and what others call it.
import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { ReactElement, ReactNode } from "react";
import { useText } from "../../i18n/use-text.ts";
import { type GlossaryTerm, glossaryTerms } from "../../lib/glossary.ts";
import { capitalised } from "../../lib/sentence.ts";
import "./popup.css";
import "./term.css";

export interface TermProps {
  readonly name: GlossaryTerm;
  /** The word as the place writes it; the glossary's own where absent. */
  readonly children?: ReactNode;
}

export function Term({ name, children }: TermProps) {
  const t = useText("glossary");
  return (
    <WithTerm
      name={name}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what hovering tells must not need a mouse.
      trigger={<span className="term" tabIndex={0} aria-description={t(`term.${name}.means`)} />}
    >
      {children ?? t(`term.${name}.word`)}
    </WithTerm>
  );
}

/** Gives the same to something that has the focus anyway, such as a column's button: no second stop, no underline. */
export function WithTerm({
  name,
  trigger,
  children,
}: TermProps & { readonly trigger: ReactElement<Record<string, unknown>> }) {
  return (
    <Base.Root>
      <Base.Trigger delay={400} render={trigger}>
        {children}
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={6} className="popup-positioner">
          <Base.Popup className="term-card">
            <TermText name={name} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** What the glossary knows of a word: the same on hover and in the whole list. */
export function TermText({ name }: { readonly name: GlossaryTerm }) {
  const t = useText("glossary");
  const { nginx, haproxy } = glossaryTerms[name];
  return (
    <>
      <p className="term-word">{capitalised(t(`term.${name}.word`))}</p>
      <p>{capitalised(t(`term.${name}.means`))}.</p>
      <p className="term-matters">{t(`term.${name}.matters`)}</p>
      {(nginx !== null || haproxy !== null) && (
        <dl className="term-names">
          {nginx !== null && (
            <div>
              <dt>{t("inNginx")}</dt>
              <dd className="figures">{nginx}</dd>
            </div>
          )}
          {haproxy !== null && (
            <div>
              <dt>{t("inHaproxy")}</dt>
              <dd className="figures">{haproxy}</dd>
            </div>
          )}
        </dl>
      )}
    </>
  );
}

// A server's state, always as shape, word and colour together. The only user of the state palette beside the charts' marks.
import type { ReactNode } from "react";
import type { ServerState } from "../../../balancer-core/contract/snapshot.ts";
import { textOf } from "../../i18n/i18n.ts";
import { useText } from "../../i18n/use-text.ts";
import { classNames } from "../../lib/class-names.ts";
import "./state-chip.css";

/** What a state is called everywhere; `unchecked` says that nobody looks, not that something is wrong. */
export const stateWord = (state: ServerState): string => textOf("common")(`state.${state}`);

export const stateColour = (state: ServerState): string => `var(--state-${state})`;

const check = <path d="m5 8.2 2.1 2.1L11 6.2" stroke="var(--glyph-hole)" />;

const glyphs: Readonly<Record<ServerState, ReactNode>> = {
  up: (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" stroke="none" />
      {check}
    </>
  ),
  degraded: (
    <>
      <path d="M8 1.6 15.2 14H.8Z" fill="currentColor" stroke="currentColor" strokeWidth="1" />
      <path d="M8 6v3.6M8 11.9v.1" stroke="var(--glyph-hole)" />
    </>
  ),
  recovering: <circle cx="8" cy="8" r="6" strokeDasharray="2.8 1.9" strokeWidth="2" />,
  down: (
    <>
      <path d="M5 .9h6L15.1 5v6L11 15.1H5L.9 11V5Z" fill="currentColor" stroke="none" />
      <path d="m5.6 5.6 4.8 4.8m0-4.8-4.8 4.8" stroke="var(--glyph-hole)" />
    </>
  ),
  ejected: (
    <>
      <path d="M5 1.9h6L14.1 5v6L11 14.1H5L1.9 11V5Z" strokeWidth="1.8" />
      <path d="M8 11V5.2M5.4 7.6 8 5l2.6 2.6" />
    </>
  ),
  draining: <path d="m2.5 3 5.5 5 5.5-5M2.5 8.2l5.5 5 5.5-5" strokeWidth="2.2" />,
  drained: <path d="m2.5 3.6 5.5 5 5.5-5M2.5 13.4h11" strokeWidth="2.2" />,
  maintenance: (
    <path
      d="M14.6 4.3a4 4 0 0 1-5.3 5.1l-4.7 4.7a1.9 1.9 0 0 1-2.7-2.7l4.7-4.7a4 4 0 0 1 5.1-5.3L9.3 3.8l.4 2.5 2.5.4Z"
      fill="currentColor"
      stroke="none"
    />
  ),
  unchecked: <circle cx="8" cy="8" r="6" strokeWidth="1.8" />,
};

/** The shape alone, where the word stands beside it already. */
export function StateGlyph({
  state,
  size = 14,
}: {
  readonly state: ServerState;
  readonly size?: number;
}) {
  return (
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      aria-hidden="true"
      className="state-glyph"
      style={{ color: stateColour(state) }}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {glyphs[state]}
    </svg>
  );
}

export interface StateChipProps {
  readonly state: ServerState;
  /** Counts beside the word: `2/3`, `12 left`. */
  readonly detail?: string | undefined;
  /** The reason, shown on hover. */
  readonly title?: string | undefined;
  readonly className?: string;
}

export function StateChip({ state, detail, title, className }: StateChipProps) {
  const t = useText("common");
  return (
    <span className={classNames("state-chip", className)} data-state={state} title={title}>
      <StateGlyph state={state} />
      <span style={{ color: stateColour(state) }}>{t(`state.${state}`)}</span>
      {detail !== undefined && <span className="state-chip-detail figures">{detail}</span>}
    </span>
  );
}

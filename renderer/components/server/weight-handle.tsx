// The tick of a share bar as a handle: dragged to the share a server should have, or moved by arrow keys. What it means is shown
// while it moves, and made one change when it is let go.
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { useText } from "../../i18n/use-text.ts";
import { formatPercent } from "../../lib/format.ts";
import { useActions } from "../../state/console-context.tsx";
import { mostWeight, shareOf, weightAt } from "./weight-at.ts";
import "./weight-handle.css";

export interface WeightHandleProps {
  readonly pool: string;
  readonly server: string;
  readonly weight: number;
  /** Weights of the others that take traffic. */
  readonly others: number;
}

/** Keys are pressed several times: the last one counts. */
const keysRestMs = 700;
const steps: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: 10,
  PageDown: -10,
  Home: -mostWeight,
  End: mostWeight,
};

export function WeightHandle({ pool, server, weight, others }: WeightHandleProps) {
  const t = useText("dnd");
  const { updateServer } = useActions();
  const [draft, setDraft] = useState<number | null>(null);
  const timer = useRef<number | undefined>(undefined);
  useEffect(() => () => window.clearTimeout(timer.current), []);

  const shown = draft ?? weight;
  const share = shareOf(shown, others);
  const words = t("weightText", { weight: shown, share: formatPercent(share) });

  const commit = (value: number | null) => {
    window.clearTimeout(timer.current);
    if (value === null || value === weight) return setDraft(null);
    // The draft stays until the snapshot has it, so that the handle does not jump back in between.
    void updateServer(pool, server, { weight: value }).finally(() => setDraft(null));
  };
  const cancel = () => {
    window.clearTimeout(timer.current);
    setDraft(null);
  };

  const follow = (event: PointerEvent<HTMLElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const bar = event.currentTarget.parentElement?.getBoundingClientRect();
    if (bar) setDraft(weightAt((event.clientX - bar.left) / bar.width, others, weight));
  };
  const press = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const next = Math.min(mostWeight, Math.max(0, shown + step));
      setDraft(next);
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => commit(next), keysRestMs);
    } else if (event.key === "Escape" && draft !== null) {
      event.preventDefault();
      event.stopPropagation();
      cancel();
    } else if (event.key === "Enter") commit(draft);
  };

  return (
    <span
      role="slider"
      tabIndex={0}
      className="weight-handle nodrag nopan nokey"
      aria-label={t("weight", { server })}
      aria-valuemin={0}
      aria-valuemax={mostWeight}
      aria-valuenow={shown}
      aria-valuetext={words}
      title={draft === null ? `${words}. ${t("weightHint")}` : undefined}
      data-weight={`${pool}/${server}`}
      style={{ left: `${share * 100}%` }}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={follow}
      onPointerUp={(event) => {
        event.currentTarget.releasePointerCapture(event.pointerId);
        commit(draft);
      }}
      onPointerCancel={cancel}
      onKeyDown={press}
      onBlur={() => commit(draft)}
    >
      {draft !== null && <span className="weight-handle-words figures">{words}</span>}
    </span>
  );
}

// A server's actual share of its pool's traffic as a bar, with a tick where its weight says it should be.
import { useText } from "../../i18n/use-text.ts";
import { formatPercent } from "../../lib/format.ts";
import "./charts.css";

export interface ShareBarProps {
  /** From 0 to 1. */
  readonly actual: number;
  /** From 0 to 1; null where the algorithm promises none. */
  readonly expected: number | null;
  readonly colour?: string;
  readonly width?: number | string;
}

export function ShareBar({ actual, expected, colour = "var(--ink-2)", width = 80 }: ShareBarProps) {
  const t = useText("charts");
  const words =
    expected === null
      ? t("share", { actual: formatPercent(actual) })
      : t("shareDue", { actual: formatPercent(actual), expected: formatPercent(expected) });
  return (
    <span className="share-bar" role="img" aria-label={words} title={words} style={{ width }}>
      <span
        className="share-bar-fill"
        style={{ width: `${Math.min(1, actual) * 100}%`, background: colour }}
      />
      {expected !== null && (
        <span className="share-bar-tick" style={{ left: `${Math.min(1, expected) * 100}%` }} />
      )}
    </span>
  );
}

// A small drawing of how long a simulated server takes: the density with its median and 99 % marks.

import type { CSSProperties } from "react";
import { useText } from "../../i18n/use-text.ts";
import { formatMilliseconds } from "../../lib/format.ts";
import { densityOf } from "./latency-density.ts";
import type { LatencyDocument } from "./latency-form.ts";

const width = 300;
const height = 44;

export function DensityCurve({
  latency,
  maxMs,
}: {
  readonly latency: LatencyDocument;
  /** One scale for all curves of the page. */
  readonly maxMs: number;
}) {
  const t = useText("lab");
  const density = densityOf(latency, maxMs);
  if (!density) return <div className="density density-unknown">{t("noCurve")}</div>;
  const { heights, p50, p99 } = density;
  const points = heights
    .map((value, index) => {
      const x = (index / (heights.length - 1)) * width;
      return `${x.toFixed(1)} ${(height - value * (height - 3)).toFixed(1)}`;
    })
    .join("L");
  const place = (ms: number) => (ms / maxMs) * 100;
  // Where the marks are too near for two words, one stands for both.
  const isOne = place(p99) - place(p50) < 34;
  return (
    <div className="density">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t("curve", { p50: formatMilliseconds(p50), p99: formatMilliseconds(p99) })}
      >
        <path d={`M0 ${height}L${points}L${width} ${height}Z`} className="density-area" />
        <path d={`M${points}`} className="density-line" />
        {[p50, p99].map((ms, index) => (
          <line
            key={index === 0 ? "p50" : "p99"}
            x1={(place(ms) / 100) * width}
            x2={(place(ms) / 100) * width}
            y1="0"
            y2={height}
            className="density-mark"
          />
        ))}
      </svg>
      <div className="density-scale figures" aria-hidden="true">
        <span style={placeText(place(p50))}>
          {p50 === p99 ? "" : "p50 "}
          {formatMilliseconds(p50)}
          {isOne && p50 !== p99 && `, p99 ${formatMilliseconds(p99)}`}
        </span>
        {!isOne && <span style={placeText(place(p99))}>p99 {formatMilliseconds(p99)}</span>}
      </div>
    </div>
  );
}

/** Centred on its mark, but never over an edge. */
function placeText(percent: number): CSSProperties {
  if (percent < 18) return { left: 0 };
  if (percent > 82) return { right: 0 };
  return { left: `${percent}%`, translate: "-50% 0" };
}

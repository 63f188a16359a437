// Latency of a scenario second by second, with its steps as marks: p50 and p99 of one pool, or p99 of two side by side. A small
// drawing of our own, because the axis is the scenario's length and not the last minutes.

import type { ScenarioRun } from "../../../balancer-core/contract/scenario-status.ts";
import { useText } from "../../i18n/use-text.ts";
import { formatMilliseconds, formatSpan } from "../../lib/format.ts";
import { type ChartLine, linesOf, niceTop, pathOf, timesOf } from "./scenario-lines.ts";

const width = 600;
const height = 150;

export function ScenarioChart({ run }: { readonly run: ScenarioRun }) {
  const t = useText("scenarios");
  const lines = linesOf(run);
  const top = niceTop(Math.max(1, ...lines.flatMap(({ values }) => values.map((one) => one ?? 0))));
  const place = (atMs: number) => (atMs / run.lengthMs) * 100;
  const latest = lines.map(({ label, values }) => `${label} ${last(values)}`).join(", ");
  return (
    <figure className="scenario-chart">
      <figcaption>
        <span className="scenario-chart-title">{t("latency")}</span>
        {lines.map((line) => (
          <span key={line.label} className="scenario-chart-key">
            <LineSample colour={line.colour} dash={line.dash} />
            {line.label} <span className="figures">{last(line.values)}</span>
          </span>
        ))}
      </figcaption>
      <div
        className="scenario-chart-drawing"
        role="img"
        aria-label={t("chart", { seconds: Math.round(run.lengthMs / 1_000), latest })}
      >
        {run.points.length === 0 && <p className="scenario-chart-none">{t("latencyNone")}</p>}
        <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
          {[0, 0.5, 1].map((share) => (
            <line
              key={share}
              x1="0"
              x2={width}
              y1={height * (1 - share)}
              y2={height * (1 - share)}
              className="scenario-chart-grid"
            />
          ))}
          {run.steps.slice(1).map(({ id, atMs }) => (
            <line
              key={id}
              x1={(place(atMs) / 100) * width}
              x2={(place(atMs) / 100) * width}
              y1="0"
              y2={height}
              className="scenario-chart-step"
            />
          ))}
          {lines.map((line) => (
            <Line key={line.label} line={line} run={run} top={top} />
          ))}
        </svg>
        <div className="scenario-chart-scale figures" aria-hidden="true">
          <span>{formatMilliseconds(top)}</span>
          <span>{formatMilliseconds(top / 2)}</span>
          <span>0</span>
        </div>
        {run.steps.length > 1 && (
          <ol className="scenario-chart-steps figures" aria-hidden="true">
            {run.steps.map(({ id, atMs }, index) => (
              <li key={id} style={{ left: `${place(atMs)}%` }}>
                {index + 1}
              </li>
            ))}
          </ol>
        )}
        <ol className="scenario-chart-times figures" aria-hidden="true">
          {timesOf(run.lengthMs).map((atMs) => (
            <li key={atMs} style={{ left: `${place(atMs)}%` }}>
              {formatSpan(atMs)}
            </li>
          ))}
        </ol>
      </div>
    </figure>
  );
}

function LineSample({
  colour,
  dash,
}: {
  readonly colour: string;
  readonly dash: string | undefined;
}) {
  return (
    <svg width="16" height="4" aria-hidden="true">
      <line x1="0" x2="16" y1="2" y2="2" stroke={colour} strokeWidth="2" strokeDasharray={dash} />
    </svg>
  );
}

function Line({
  line,
  run,
  top,
}: {
  readonly line: ChartLine;
  readonly run: ScenarioRun;
  readonly top: number;
}) {
  const points = run.points.map(({ atMs }, index) => {
    const value = line.values[index];
    return value === null || value === undefined
      ? null
      : { x: Math.min(1, atMs / run.lengthMs) * width, y: height * (1 - value / top) };
  });
  return (
    <path
      d={pathOf(points)}
      className="scenario-chart-line"
      style={{ stroke: line.colour }}
      strokeDasharray={line.dash}
    />
  );
}

const last = (values: readonly (number | null)[]): string => formatMilliseconds(values.at(-1));

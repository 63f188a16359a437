// Latency heat map: time to the right, latency upwards, the stronger the more answers. Drawn on a canvas, read with pointer or arrow
// keys, and as a table on request.
import { Grid3x3, Table2 } from "lucide-react";
import { type KeyboardEvent, type PointerEvent, useEffect, useId, useRef, useState } from "react";
import { latencyBounds } from "../../../balancer-core/contract/latency-counts.ts";
import { useText } from "../../i18n/use-text.ts";
import { formatClock, formatMilliseconds } from "../../lib/format.ts";
import { useDrawnTheme } from "../../state/use-preferences.ts";
import { IconButton } from "../ui/button.tsx";
import { type HeatMapData, heatTicks } from "./heat-map-data.ts";
import { HeatMapTable } from "./heat-map-table.tsx";
import type { ChartMarker } from "./time-chart-data.ts";
import "./time-chart.css";
import "./heat-map.css";

const height = 128;
const axisWidth = 34;
/** The same as the time charts have, so that moments stand below each other. */
const rightMargin = 16;

/** Named by its time, so that it stays the same cell while the map moves on. */
interface Cell {
  readonly at: number;
  readonly bucket: number;
}

export function HeatMap({
  title,
  data,
  markers,
}: {
  readonly title: string;
  readonly data: HeatMapData;
  readonly markers: readonly ChartMarker[];
}) {
  const t = useText("charts");
  const id = useId();
  const [isTable, setIsTable] = useState(false);
  return (
    <section className="time-chart" aria-labelledby={id}>
      <header className="time-chart-header">
        <h3 id={id} className="time-chart-title">
          {title}
        </h3>
        <span className="heat-map-hint">{t("stronger")}</span>
        <IconButton
          label={isTable ? t("asChart", { title }) : t("asTable")}
          size="small"
          icon={isTable ? <Grid3x3 /> : <Table2 />}
          onClick={() => setIsTable(!isTable)}
        />
      </header>
      {isTable ? (
        <HeatMapTable title={title} data={data} />
      ) : (
        <Drawing title={title} data={data} markers={markers} />
      )}
    </section>
  );
}

function Drawing({
  title,
  data,
  markers,
}: {
  readonly title: string;
  readonly data: HeatMapData;
  readonly markers: readonly ChartMarker[];
}) {
  const t = useText("charts");
  const canvas = useRef<HTMLCanvasElement>(null);
  const [cell, setCell] = useState<Cell | null>(null);
  const theme = useDrawnTheme();
  const { columns, low, high, most } = data;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme is other colours.
  useEffect(() => {
    if (canvas.current) draw(canvas.current, data, markers, cell);
  }, [data, markers, cell, theme]);

  function point({ currentTarget, clientX, clientY }: PointerEvent<HTMLDivElement>): void {
    const box = currentTarget.getBoundingClientRect();
    const across = (clientX - box.left - axisWidth) / (box.width - axisWidth - rightMargin);
    const up = 1 - (clientY - box.top) / height;
    const column = columns[Math.floor(across * columns.length)];
    const bucket = low + Math.floor(up * (high - low + 1));
    const isInside = column !== undefined && bucket >= low && bucket <= high;
    setCell(isInside ? { at: column.at, bucket } : null);
  }

  function move(event: KeyboardEvent): void {
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const column = cell ? columnOf(data, cell) : -1;
    // The first key shows where the walk begins; a cell that has left the map begins it anew.
    if (!cell || column < 0) {
      setCell(fullestOf(data));
      return;
    }
    const next = columns[clamp(column + step[0], 0, columns.length - 1)];
    if (next) setCell({ at: next.at, bucket: clamp(cell.bucket + step[1], low, high) });
  }

  const total = columns.reduce((sum, column) => sum + column.total, 0);
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing that keys walk over is no form's fieldset. */}
      <div
        className="heat-map"
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what hovering tells must not need a mouse.
        tabIndex={0}
        aria-label={t("heatMap", { title, count: total })}
        style={{ height }}
        onPointerMove={point}
        onPointerLeave={() => setCell(null)}
        onKeyDown={move}
      >
        {heatTicks(low, high).map(({ bucket, ms }) => (
          <span
            key={ms}
            className="heat-map-tick figures"
            aria-hidden="true"
            style={{ bottom: `${((bucket + 0.5 - low) / (high - low + 1)) * 100}%` }}
          >
            {ms >= 1_000 ? `${ms / 1_000}s` : ms}
          </span>
        ))}
        <canvas ref={canvas} className="heat-map-canvas" />
        {most === 0 && <p className="time-chart-empty">{t("nothing")}</p>}
      </div>
      <p className="heat-map-readout figures" aria-live="polite">
        {cell && columnOf(data, cell) >= 0
          ? readOut(cell, t("answers", { count: countOf(data, cell) }))
          : " "}
      </p>
    </>
  );
}

const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

const clamp = (value: number, least: number, most: number): number =>
  Math.max(least, Math.min(most, value));

/** The fullest of the latest column with answers; nothing where there are none. */
function fullestOf({ columns }: HeatMapData): Cell | null {
  const column = columns.findLast(({ total }) => total > 0);
  if (!column) return null;
  return { at: column.at, bucket: column.counts.indexOf(Math.max(...column.counts)) };
}

/** -1 once it has left the map. */
const columnOf = ({ columns }: HeatMapData, cell: Cell): number =>
  columns.findIndex(({ at }) => at === cell.at);

const countOf = (data: HeatMapData, cell: Cell): number =>
  data.columns[columnOf(data, cell)]?.counts[cell.bucket] ?? 0;

function readOut({ at, bucket }: Cell, answers: string): string {
  const { fromMs, toMs } = latencyBounds(bucket);
  return `${formatClock(at)}  ${formatMilliseconds(fromMs)} – ${formatMilliseconds(toMs)}  ${answers}`;
}

function draw(
  canvas: HTMLCanvasElement,
  data: HeatMapData,
  markers: readonly ChartMarker[],
  cell: Cell | null,
): void {
  const { columns, low, high, most, secondsPerColumn } = data;
  const context = canvas.getContext?.("2d");
  const width = canvas.clientWidth;
  if (!context || width === 0) return;
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  context.scale(ratio, ratio);
  const styles = getComputedStyle(canvas);
  const colourOf = (name: string) =>
    styles.getPropertyValue(name.replace(/^var\((.+)\)$/, "$1")).trim() || name;
  const columnWidth = width / columns.length;
  const rowHeight = height / (high - low + 1);
  context.fillStyle = colourOf("--series-1");
  columns.forEach((column, index) => {
    for (let bucket = low; bucket <= high; bucket += 1) {
      const value = column.counts[bucket] ?? 0;
      if (value === 0) continue;
      // By the square root, so that single slow answers are seen beside thousands of quick ones.
      context.globalAlpha = 0.14 + 0.86 * Math.sqrt(value / most);
      context.fillRect(
        index * columnWidth,
        height - (bucket - low + 1) * rowHeight,
        Math.max(1, columnWidth - 0.5),
        Math.max(1, rowHeight - 0.5),
      );
    }
  });
  context.globalAlpha = 1;
  context.setLineDash([2, 2]);
  const first = columns[0]?.at ?? 0;
  for (const { at, colour } of markers) {
    const x = ((at - first) / (columns.length * secondsPerColumn * 1_000)) * width;
    if (x < 0 || x > width) continue;
    context.strokeStyle = colourOf(colour);
    context.beginPath();
    context.moveTo(x, 0);
    context.lineTo(x, height);
    context.stroke();
  }
  const column = cell ? columnOf(data, cell) : -1;
  if (!cell || column < 0) return;
  context.setLineDash([]);
  context.lineWidth = 1.5;
  context.strokeStyle = colourOf("--ink");
  context.strokeRect(
    column * columnWidth,
    height - (cell.bucket - low + 1) * rowHeight,
    columnWidth,
    rowHeight,
  );
}

// A time chart's data as a table, for those who cannot see lines or want the numbers: the last minute, newest first.
import { useText } from "../../i18n/use-text.ts";
import { formatClock, noValue } from "../../lib/format.ts";
import { Cell, HeadCell, Row, Table } from "../ui/table.tsx";
import { type ChartRow, type ChartSeries, newestFirst } from "./time-chart-data.ts";

const secondsShown = 60;

export function TimeChartTable({
  title,
  rows,
  series,
  formatValue,
}: {
  readonly title: string;
  readonly rows: readonly ChartRow[];
  readonly series: readonly ChartSeries[];
  readonly formatValue: (value: number) => string;
}) {
  const t = useText("charts");
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard.
    <section className="time-chart-table" tabIndex={0} aria-label={t("secondBySecond", { title })}>
      <Table label={title}>
        <thead>
          <tr>
            <HeadCell>{t("time")}</HeadCell>
            {series.map(({ key, label }) => (
              <HeadCell key={key} isNumeric>
                {label}
              </HeadCell>
            ))}
          </tr>
        </thead>
        <tbody>
          {newestFirst(rows, series, secondsShown).map((row) => (
            <Row key={row.at}>
              <Cell isFigure>{formatClock(row.at)}</Cell>
              {series.map(({ key }) => (
                <Cell key={key} isNumeric>
                  {typeof row[key] === "number" ? formatValue(row[key]) : noValue}
                </Cell>
              ))}
            </Row>
          ))}
        </tbody>
      </Table>
    </section>
  );
}

// A heat map's columns as a table, newest first: how many answers, how quick half, most and nearly all of them were.
import { useText } from "../../i18n/use-text.ts";
import { formatClock, formatMilliseconds, groupDigits } from "../../lib/format.ts";
import { Cell, HeadCell, Row, Table } from "../ui/table.tsx";
import { type HeatMapData, summaryOf } from "./heat-map-data.ts";

export function HeatMapTable({
  title,
  data,
}: {
  readonly title: string;
  readonly data: HeatMapData;
}) {
  const t = useText("charts");
  const rows = data.columns
    .map((column) => ({ at: column.at, summary: summaryOf(column) }))
    .filter(({ summary }) => summary !== null)
    .reverse();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard.
    <section className="time-chart-table" tabIndex={0} aria-label={title}>
      <Table label={title}>
        <thead>
          <tr>
            <HeadCell>{t("time")}</HeadCell>
            <HeadCell isNumeric>{t("answered")}</HeadCell>
            <HeadCell isNumeric>p50</HeadCell>
            <HeadCell isNumeric>p95</HeadCell>
            <HeadCell isNumeric>p99</HeadCell>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ at, summary }) => (
            <Row key={at}>
              <Cell isFigure>{formatClock(at)}</Cell>
              <Cell isNumeric>{groupDigits(summary?.total ?? 0)}</Cell>
              <Cell isNumeric>{formatMilliseconds(summary?.p50)}</Cell>
              <Cell isNumeric>{formatMilliseconds(summary?.p95)}</Cell>
              <Cell isNumeric>{formatMilliseconds(summary?.p99)}</Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </section>
  );
}

// One request in the list. Drawn again only when its place, or whether it is opened, changed.
import { Pin, Scale } from "lucide-react";
import { memo } from "react";
import { Cell, Row } from "../../components/ui/table.tsx";
import { useText } from "../../i18n/use-text.ts";
import { classNames } from "../../lib/class-names.ts";
import { formatClock, formatMillisecondsInColumn } from "../../lib/format.ts";
import { isFailure, isOwnAnswer } from "./filter/filter-terms.ts";
import type { TapRow } from "./tap-buffer.ts";
import { TimingBar } from "./timing-bar.tsx";

export interface RequestRowProps {
  readonly row: TapRow;
  /** From 0, the newest. */
  readonly place: number;
  readonly isOpened: boolean;
  readonly isTabStop: boolean;
  readonly onOpen: (row: TapRow) => void;
}

export const RequestRow = memo(function RequestRow({
  row,
  place,
  isOpened,
  isTabStop,
  onOpen,
}: RequestRowProps) {
  return (
    <Row
      isSelected={isOpened}
      className="traffic-row"
      tabIndex={isTabStop ? 0 : -1}
      aria-rowindex={place + 2}
      onClick={() => onOpen(row)}
      onKeyDown={(event) => {
        if (event.key !== "Enter") return;
        event.preventDefault();
        onOpen(row);
      }}
    >
      <Cells row={row} />
    </Row>
  );
});

/** Apart from the row, whose place changes with every newcomer. */
const Cells = memo(function Cells({ row }: { readonly row: TapRow }) {
  const t = useText("traffic");
  const { request } = row;
  const { at, method, target, server, totalMs, attempts, sticky } = request;
  return (
    <>
      <Cell isFigure className="traffic-quiet">
        {formatClock(at)}
        <span className="traffic-fraction">.{at.slice(20, 23)}</span>
      </Cell>
      <Cell isFigure className="traffic-quiet">
        {method === "" ? t("bytes") : method}
      </Cell>
      <Cell isFigure className="traffic-target" title={target}>
        {target}
      </Cell>
      <Cell isFigure>
        <Status row={row} />
      </Cell>
      <Cell className="traffic-ellipsis">
        {server ?? <span className="traffic-quiet">{t("nobody")}</span>}
      </Cell>
      <Cell isNumeric>{formatMillisecondsInColumn(totalMs)}</Cell>
      <Cell className="traffic-bar" aria-hidden="true">
        <TimingBar request={request} />
      </Cell>
      <Cell
        isNumeric
        className={classNames("traffic-attempts", attempts.length > 1 && "traffic-retried")}
      >
        {attempts.length}
      </Cell>
      <Cell className="traffic-sticky traffic-quiet">
        {sticky === "hit" && (
          <span className="traffic-pinned">
            <Pin aria-hidden="true" />
            {t("stickyHit")}
          </span>
        )}
        {sticky === "miss" && t("stickyMiss")}
      </Cell>
    </>
  );
});

/** The balancer's own answers carry its scale, so that they are told from servers' errors without reading. */
function Status({ row: { request } }: { readonly row: TapRow }) {
  const t = useText("traffic");
  const { status, error } = request;
  const isOwn = isOwnAnswer(request);
  return (
    <span
      className={classNames("traffic-code", isFailure(request) && "traffic-failed")}
      title={isOwn ? t("fromBalancer", { code: error ?? "" }) : undefined}
    >
      {status === 0 ? "–" : status}
      {isOwn && (
        <>
          <Scale aria-hidden="true" />
          <span className="visually-hidden">{t("fromBalancer", { code: error ?? "" })}</span>
        </>
      )}
    </span>
  );
}

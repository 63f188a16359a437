// The list itself: a table of which only the rows in sight are drawn. New rows push from above; whoever has scrolled down keeps
// seeing what they were looking at. Arrow keys or j and k move, Enter opens.
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, memo, useCallback, useLayoutEffect, useRef, useState } from "react";
import { HeadCell, Table } from "../../components/ui/table.tsx";
import { useText } from "../../i18n/use-text.ts";
import { RequestRow } from "./request-row.tsx";
import type { TapRow } from "./tap-buffer.ts";
import { useGradualRows } from "./use-gradual-rows.ts";

export const rowHeight = 28;
/** Fewer are drawn whole, so that find-in-page sees all of them. */
const mostWholeRows = 150;

export interface RequestTableProps {
  /** Oldest first; drawn newest first. */
  readonly rows: readonly TapRow[];
  readonly opened: number | null;
  readonly onOpen: (row: TapRow) => void;
}

export const RequestTable = memo(function RequestTable({
  rows: all,
  opened,
  onOpen,
}: RequestTableProps) {
  const t = useText("traffic");
  const scroller = useRef<HTMLDivElement>(null);
  /** Told by the scroller: asking it would lay the whole list out at once. */
  const scrolledTo = useRef(0);
  const isScrolled = useCallback(() => scrolledTo.current >= rowHeight, []);
  const rows = useGradualRows(all, isScrolled);
  /** The row that the keyboard is on; the newest until somebody moves. */
  const [current, setCurrent] = useState<number | null>(null);
  const count = rows.length;
  const isWindowed = count > mostWholeRows;
  const virtualizer = useVirtualizer({
    count,
    enabled: isWindowed,
    estimateSize: () => rowHeight,
    getScrollElement: () => scroller.current,
    overscan: 10,
    initialRect: { width: 800, height: 600 },
  });
  useAnchor(rows, scroller, isScrolled);
  const items = virtualizer.getVirtualItems();
  const first = isWindowed ? (items[0]?.index ?? 0) : 0;
  const last = isWindowed ? (items.at(-1)?.index ?? -1) + 1 : count;
  const at = (index: number): TapRow | undefined => rows[count - 1 - index];
  const tabStop =
    current !== null && rows.some(({ seq }) => seq === current) ? current : at(0)?.seq;

  function move(event: KeyboardEvent<HTMLTableSectionElement>): void {
    const index = placeOf(event.target);
    if (index === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const by = steps[event.key];
    const target = event.key === "Home" ? 0 : event.key === "End" ? count - 1 : index + (by ?? 0);
    if (by === undefined && event.key !== "Home" && event.key !== "End") return;
    event.preventDefault();
    const row = at(Math.max(0, Math.min(count - 1, target)));
    if (!row) return;
    setCurrent(row.seq);
    const place = Math.max(0, Math.min(count - 1, target));
    if (isWindowed) virtualizer.scrollToIndex(place);
    // It is drawn once the scroller has moved.
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[aria-rowindex="${place + 2}"]`)?.focus(),
    );
    if (opened !== null) onOpen(row);
  }

  return (
    <div
      className="traffic-scroller"
      ref={scroller}
      onScroll={({ currentTarget }) => {
        scrolledTo.current = currentTarget.scrollTop;
      }}
    >
      <Table label={t("list")}>
        <thead>
          <tr>
            <HeadCell className="traffic-time">{t("column.time")}</HeadCell>
            <HeadCell className="traffic-method">{t("column.method")}</HeadCell>
            <HeadCell>{t("column.target")}</HeadCell>
            <HeadCell className="traffic-status">{t("column.status")}</HeadCell>
            <HeadCell className="traffic-server">{t("column.server")}</HeadCell>
            <HeadCell isNumeric className="traffic-total">
              {t("column.total")}
            </HeadCell>
            <HeadCell className="traffic-bar" aria-hidden="true" />
            <HeadCell isNumeric className="traffic-attempts">
              {t("column.attempts")}
            </HeadCell>
            <HeadCell className="traffic-sticky">{t("column.sticky")}</HeadCell>
          </tr>
        </thead>
        <tbody onKeyDown={move}>
          <Spacer rows={first} />
          {Array.from({ length: Math.max(0, last - first) }, (_, offset) => {
            const row = at(first + offset);
            return row ? (
              <RequestRow
                key={row.seq}
                row={row}
                place={first + offset}
                isOpened={row.seq === opened}
                isTabStop={row.seq === tabStop}
                onOpen={onOpen}
              />
            ) : null;
          })}
          <Spacer rows={count - last} />
        </tbody>
      </Table>
    </div>
  );
});

const steps: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  j: 1,
  k: -1,
  PageDown: 15,
  PageUp: -15,
};

function placeOf(target: EventTarget): number | null {
  const row = target instanceof Element ? target.closest("tr[aria-rowindex]") : null;
  return row ? Number(row.getAttribute("aria-rowindex")) - 2 : null;
}

function Spacer({ rows }: { readonly rows: number }) {
  return rows > 0 ? <tr style={{ height: rows * rowHeight }} /> : null;
}

/** Keeps what is in sight where it is while rows come in above it. */
function useAnchor(
  rows: readonly TapRow[],
  scroller: { readonly current: HTMLElement | null },
  isScrolled: () => boolean,
): void {
  const newest = useRef(rows.at(-1)?.seq ?? 0);
  useLayoutEffect(() => {
    const before = newest.current;
    newest.current = rows.at(-1)?.seq ?? 0;
    const element = scroller.current;
    if (!element || !isScrolled()) return;
    let added = 0;
    while (added < rows.length && (rows[rows.length - 1 - added]?.seq ?? 0) > before) added += 1;
    if (added > 0 && added < rows.length) element.scrollTop += added * rowHeight;
  }, [rows, scroller, isScrolled]);
}

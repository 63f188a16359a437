// One server in the table. Renders when the snapshot brought a new object for it, which is when something changed.
import { Fragment, type MouseEvent, memo } from "react";
import { Row } from "../../components/ui/table.tsx";
import { useText } from "../../i18n/use-text.ts";
import { seriesColour } from "../../lib/series-colour.ts";
import { seriesKey } from "../../state/series-rings.ts";
import { RowActions } from "./row-actions.tsx";
import { type ServerCellProps, serverCells } from "./server-cell.tsx";
import type { ServerColumn } from "./server-columns.ts";

/** How a press picks rows: the row alone, or all from the last one to it. */
export type Pick = (key: string, isRange: boolean) => void;

export interface ServerRowProps extends ServerCellProps {
  readonly columns: readonly ServerColumn[];
  /** Place in the whole table, the head included, counted from 1. */
  readonly place: number;
  readonly isInspected: boolean;
  readonly isPicked: boolean;
  /** Whether Tab comes to this row; arrow keys lead to the others. */
  readonly isTabStop: boolean;
  readonly onPick: Pick;
  readonly onInspect: (key: string) => void;
}

export const ServerRow = memo(function ServerRow(props: ServerRowProps) {
  const { columns, place, isInspected, isPicked, isTabStop, onPick, onInspect, ...cell } = props;
  const t = useText("servers");
  const { id } = cell.server;
  const key = seriesKey(cell.pool, id);
  const onClick = (event: MouseEvent<HTMLTableRowElement>) => {
    const { target } = event;
    // Its buttons and fields act for themselves; events of menus climb here although they are drawn elsewhere.
    if (!(target instanceof Element) || !target.closest("tr")) return;
    if (target.closest("button:not(.servers-name), input, label")) return;
    if (event.shiftKey || event.ctrlKey || event.metaKey) onPick(key, event.shiftKey);
    else onInspect(key);
  };
  return (
    <Row
      isSelected={isPicked || isInspected}
      className="servers-row"
      aria-rowindex={place}
      data-key={key}
      data-server={key}
      tabIndex={isTabStop ? 0 : -1}
      // A range would mark the text between as well.
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
      onClick={onClick}
    >
      <td className="table-cell servers-box">
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={t("pick", { id })}
          checked={isPicked}
          onChange={({ nativeEvent }) =>
            onPick(key, nativeEvent instanceof globalThis.MouseEvent && nativeEvent.shiftKey)
          }
        />
      </td>
      <th scope="row" className="table-cell servers-id">
        <button type="button" tabIndex={-1} className="servers-name">
          <span className="servers-colour" style={{ background: seriesColour(cell.index) }} />
          <span className="servers-name-text">{id}</span>
        </button>
      </th>
      {columns.map(
        (column) =>
          column.id !== "id" && <Fragment key={column.id}>{serverCells[column.id](cell)}</Fragment>,
      )}
      <RowActions pool={cell.pool} server={cell.server} />
    </Row>
  );
});

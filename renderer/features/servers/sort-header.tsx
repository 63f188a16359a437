// The table's head: a press sorts, a second turns it round, a third gives the configuration's order back.

import { ArrowDown, ArrowUp } from "lucide-react";
import { HeadCell } from "../../components/ui/table.tsx";
import { useText } from "../../i18n/use-text.ts";
import { hasMeaning, type ServerColumn, serverColumns } from "./server-columns.ts";
import type { Sort, SortKey } from "./server-order.ts";

export interface SortHeaderProps {
  readonly sort: Sort | null;
  readonly onSort: (key: SortKey) => void;
}

export function SortHeader({ sort, onSort }: SortHeaderProps) {
  const t = useText("servers");
  return (
    <thead>
      <tr>
        {serverColumns.map((column, index) => (
          <ColumnHead
            key={column.id}
            column={column}
            sort={sort?.key === column.sortKey ? sort : null}
            onSort={onSort}
            isFirst={index === 0}
          />
        ))}
        <HeadCell className="servers-actions">
          <span className="visually-hidden">{t("actions")}</span>
        </HeadCell>
      </tr>
    </thead>
  );
}

function ColumnHead({
  column: { id, sortKey, isNumeric = false },
  sort,
  onSort,
  isFirst,
}: {
  readonly column: ServerColumn;
  readonly sort: Sort | null;
  readonly onSort: (key: SortKey) => void;
  readonly isFirst: boolean;
}) {
  const t = useText("servers");
  const title = t(`column.${id}`);
  return (
    <HeadCell
      isNumeric={isNumeric}
      title={hasMeaning(id) ? t(`meaning.${id}`) : undefined}
      className={isFirst ? "servers-id" : undefined}
      aria-sort={sort ? (sort.isDescending ? "descending" : "ascending") : undefined}
    >
      {sortKey === undefined ? (
        title
      ) : (
        <button type="button" className="servers-sort" onClick={() => onSort(sortKey)}>
          {title}
          {sort && (sort.isDescending ? <ArrowDown /> : <ArrowUp />)}
        </button>
      )}
    </HeadCell>
  );
}

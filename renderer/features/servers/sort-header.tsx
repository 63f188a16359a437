// The table's head: a press sorts, a second turns it round, a third gives the configuration's order back.
import { ArrowDown, ArrowUp } from "lucide-react";
import { HeadCell } from "../../components/ui/table.tsx";
import { type ServerColumn, serverColumns } from "./server-columns.ts";
import type { Sort, SortKey } from "./server-order.ts";

export interface SortHeaderProps {
  readonly sort: Sort | null;
  readonly onSort: (key: SortKey) => void;
}

export function SortHeader({ sort, onSort }: SortHeaderProps) {
  return (
    <thead>
      <tr>
        {serverColumns.map((column, index) => (
          <ColumnHead
            key={column.title}
            column={column}
            sort={sort?.key === column.sortKey ? sort : null}
            onSort={onSort}
            isFirst={index === 0}
          />
        ))}
        <HeadCell className="servers-actions">
          <span className="visually-hidden">Actions</span>
        </HeadCell>
      </tr>
    </thead>
  );
}

function ColumnHead({
  column: { title, sortKey, isNumeric = false, meaning },
  sort,
  onSort,
  isFirst,
}: {
  readonly column: ServerColumn;
  readonly sort: Sort | null;
  readonly onSort: (key: SortKey) => void;
  readonly isFirst: boolean;
}) {
  return (
    <HeadCell
      isNumeric={isNumeric}
      title={meaning}
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

// The table's head: a press sorts, a second turns it round, a third gives the configuration's order back.
import { ArrowDown, ArrowUp } from "lucide-react";
import { memo } from "react";
import { HeadCell } from "../../components/ui/table.tsx";
import { useText } from "../../i18n/use-text.ts";
import { GroupBox } from "./group-box.tsx";
import { type ColumnId, hasMeaning, type ServerColumn } from "./server-columns.ts";
import type { Sort } from "./server-order.ts";

export interface SortHeaderProps {
  readonly columns: readonly ServerColumn[];
  readonly sort: Sort | null;
  readonly picked: "all" | "some" | "none";
  readonly onSort: (column: ColumnId) => void;
  readonly onPickAll: () => void;
}

export function SortHeader({ columns, sort, picked, onSort, onPickAll }: SortHeaderProps) {
  const t = useText("servers");
  return (
    <thead>
      <tr aria-rowindex={1}>
        <HeadCell className="servers-box">
          <GroupBox label={t("pickAll")} picked={picked} onToggle={onPickAll} />
        </HeadCell>
        {columns.map((column) => (
          <ColumnHead
            key={column.id}
            column={column}
            sort={sort?.column === column.id ? sort : null}
            onSort={onSort}
          />
        ))}
        <HeadCell className="servers-actions">
          <span className="visually-hidden">{t("actions")}</span>
        </HeadCell>
      </tr>
    </thead>
  );
}

const ColumnHead = memo(function ColumnHead({
  column: { id, isNumeric = false },
  sort,
  onSort,
}: {
  readonly column: ServerColumn;
  readonly sort: Sort | null;
  readonly onSort: (column: ColumnId) => void;
}) {
  const t = useText("servers");
  return (
    <HeadCell
      isNumeric={isNumeric}
      title={hasMeaning(id) ? t(`meaning.${id}`) : undefined}
      className={id === "id" ? "servers-id" : undefined}
      aria-sort={sort ? (sort.isDescending ? "descending" : "ascending") : undefined}
    >
      <button type="button" className="servers-sort" onClick={() => onSort(id)}>
        {t(`column.${id}`)}
        {sort && (sort.isDescending ? <ArrowDown /> : <ArrowUp />)}
      </button>
    </HeadCell>
  );
});

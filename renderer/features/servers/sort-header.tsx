// The table's head: a press sorts, a second turns it round, a third gives the configuration's order back.
import { ArrowDown, ArrowUp } from "lucide-react";
import { memo } from "react";
import { HeadCell } from "../../components/ui/table.tsx";
import { WithTerm } from "../../components/ui/term.tsx";
import { useText } from "../../i18n/use-text.ts";
import type { GlossaryTerm } from "../../lib/glossary.ts";
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

/** Columns that are words of the glossary; the others have a meaning of their own or need none. */
const columnTerms: Partial<Record<ColumnId, GlossaryTerm>> = {
  id: "server",
  state: "state",
  share: "share",
  weight: "weight",
  queued: "queue",
};

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
  const term = columnTerms[id];
  const button = {
    type: "button",
    className: "servers-sort",
    onClick: () => onSort(id),
  } as const;
  const words = (
    <>
      {t(`column.${id}`)}
      {sort && (sort.isDescending ? <ArrowDown /> : <ArrowUp />)}
    </>
  );
  return (
    <HeadCell
      isNumeric={isNumeric}
      title={term === undefined && hasMeaning(id) ? t(`meaning.${id}`) : undefined}
      className={id === "id" ? "servers-id" : undefined}
      aria-sort={sort ? (sort.isDescending ? "descending" : "ascending") : undefined}
    >
      {term === undefined ? (
        <button {...button}>{words}</button>
      ) : (
        <WithTerm name={term} trigger={<button {...button} />}>
          {words}
        </WithTerm>
      )}
    </HeadCell>
  );
});

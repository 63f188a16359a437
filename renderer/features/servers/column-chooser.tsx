// Which columns the table has. Remembered with the other preferences.
import { Columns3 } from "lucide-react";
import { Button } from "../../components/ui/button.tsx";
import { CheckField } from "../../components/ui/field.tsx";
import { Popover } from "../../components/ui/popover.tsx";
import { useText } from "../../i18n/use-text.ts";
import { setPreferences } from "../../state/preferences-store.ts";
import {
  type ColumnId,
  fixedColumns,
  hasMeaning,
  type ServerColumn,
  serverColumns,
} from "./server-columns.ts";

export function ColumnChooser({ chosen }: { readonly chosen: readonly ServerColumn[] }) {
  const t = useText("servers");
  const ids = chosen.map(({ id }) => id);
  const toggle = (id: ColumnId, isShown: boolean) =>
    setPreferences({ serverColumns: isShown ? [...ids, id] : ids.filter((each) => each !== id) });
  return (
    <Popover
      title={t("columns")}
      trigger={
        <Button variant="quiet" icon={<Columns3 />}>
          {t("columns")}
        </Button>
      }
    >
      <div className="column-chooser">
        {serverColumns
          .filter(({ id }) => !fixedColumns.has(id))
          .map(({ id }) => (
            <div key={id} title={hasMeaning(id) ? t(`meaning.${id}`) : undefined}>
              <CheckField
                label={t(`column.${id}`)}
                isChecked={ids.includes(id)}
                onCheckedChange={(isShown) => toggle(id, isShown)}
              />
            </div>
          ))}
      </div>
      <Button variant="quiet" size="small" onClick={() => setPreferences({ serverColumns: null })}>
        {t("defaultColumns")}
      </Button>
    </Popover>
  );
}

// A server's weight or limit, edited in place: a press opens the field, Enter applies, Escape and leaving it take nothing.
import { type ReactNode, useState } from "react";
import { serverSchema } from "../../../balancer-core/contract/config-pool.ts";
import { NumberField } from "../../components/ui/field.tsx";
import { useText } from "../../i18n/use-text.ts";
import { useActions } from "../../state/console-context.tsx";

export interface NumberCellProps {
  readonly pool: string;
  readonly server: string;
  readonly field: "weight" | "maxConnections";
  readonly value: number;
  /** What the cell shows; the value where absent. */
  readonly shown?: ReactNode;
  readonly hint: string;
}

export function NumberCell({ pool, server, field, value, shown, hint }: NumberCellProps) {
  const t = useText("servers");
  const [isEditing, setIsEditing] = useState(false);
  const close = () => setIsEditing(false);
  if (isEditing) return <Editor {...{ pool, server, field, value }} onClose={close} />;
  return (
    <button
      type="button"
      className="number-value figures"
      aria-label={t(`change.${field}`, { id: server, value })}
      title={hint}
      onClick={() => setIsEditing(true)}
    >
      {shown ?? value}
    </button>
  );
}

function Editor({
  pool,
  server,
  field,
  value: before,
  onClose,
}: Pick<NumberCellProps, "pool" | "server" | "field" | "value"> & {
  readonly onClose: () => void;
}) {
  const t = useText("servers");
  const { updateServer } = useActions();
  const [value, setValue] = useState<number | null>(before);
  const isValid = serverSchema.shape[field].safeParse(value ?? Number.NaN).success;
  const apply = () => {
    if (!isValid || value === null) return;
    onClose();
    if (value !== before) void updateServer(pool, server, { [field]: value });
  };
  return (
    <div className="number-editor">
      <NumberField
        label={t(`column.${field}`)}
        isLabelHidden
        autoFocus
        min={0}
        max={field === "weight" ? 256 : undefined}
        value={value}
        error={isValid ? undefined : t(`range.${field}`)}
        title={t(`keys.${field}`)}
        onValueChange={setValue}
        onFocus={({ currentTarget }) => currentTarget.select()}
        onBlur={onClose}
        onKeyDown={(event) => {
          if (event.key === "Enter") apply();
          if (event.key !== "Escape") return;
          // The inspector's Escape is not meant.
          event.preventDefault();
          onClose();
        }}
      />
    </div>
  );
}

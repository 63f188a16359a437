// A server's weight, edited in place: a press opens the field, Enter applies, Escape and leaving it take nothing.

import { useState } from "react";
import { serverSchema } from "../../../balancer-core/contract/config-pool.ts";
import type { ServerSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import { NumberField } from "../../components/ui/field.tsx";
import { useText } from "../../i18n/use-text.ts";
import { localDecimals } from "../../lib/digits.ts";
import { useActions } from "../../state/console-context.tsx";

export function WeightCell({
  pool,
  server: { id, weight, effectiveWeight },
}: {
  readonly pool: string;
  readonly server: ServerSnapshot;
}) {
  const t = useText("servers");
  const [isEditing, setIsEditing] = useState(false);
  if (isEditing)
    return (
      <WeightEditor pool={pool} server={id} weight={weight} onClose={() => setIsEditing(false)} />
    );
  const effective = Math.round(effectiveWeight * 100) / 100;
  return (
    <button
      type="button"
      className="weight-value figures"
      aria-label={t("changeWeight", { id, weight })}
      title={
        effective === weight
          ? t("changeWeightHint")
          : t("effectiveWeight", { weight: localDecimals(String(effective)) })
      }
      onClick={() => setIsEditing(true)}
    >
      {effective !== weight && (
        <span className="weight-effective">{localDecimals(String(effective))} / </span>
      )}
      {weight}
    </button>
  );
}

function WeightEditor({
  pool,
  server,
  weight,
  onClose,
}: {
  readonly pool: string;
  readonly server: string;
  readonly weight: number;
  readonly onClose: () => void;
}) {
  const t = useText("servers");
  const { updateServer } = useActions();
  const [value, setValue] = useState<number | null>(weight);
  const isValid = serverSchema.shape.weight.safeParse(value ?? Number.NaN).success;
  const apply = () => {
    if (!isValid || value === null) return;
    onClose();
    if (value !== weight) void updateServer(pool, server, { weight: value });
  };
  return (
    <div className="weight-editor">
      <NumberField
        label={t("weight")}
        isLabelHidden
        autoFocus
        min={0}
        max={256}
        value={value}
        error={isValid ? undefined : t("weightRange")}
        title={t("weightKeys")}
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

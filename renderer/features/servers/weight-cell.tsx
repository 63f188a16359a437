// A server's weight, edited in place: a press opens the field, Enter applies, Escape and leaving it take nothing.
import { useState } from "react";
import { serverSchema } from "../../../balancer-core/contract/config-pool.ts";
import type { ServerSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import { NumberField } from "../../components/ui/field.tsx";
import { useActions } from "../../state/console-context.tsx";

export function WeightCell({
  pool,
  server: { id, weight, effectiveWeight },
}: {
  readonly pool: string;
  readonly server: ServerSnapshot;
}) {
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
      aria-label={`Change weight of ${id}, now ${weight}`}
      title={
        effective === weight ? "Change the weight" : `Counts as ${effective} now. Change the weight`
      }
      onClick={() => setIsEditing(true)}
    >
      {effective !== weight && <span className="weight-effective">{effective} / </span>}
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
        label="Weight"
        isLabelHidden
        autoFocus
        min={0}
        max={256}
        value={value}
        error={isValid ? undefined : "0 to 256"}
        title="0 to 256. Enter applies, Escape keeps what is"
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

// What can be done to all picked servers at once: one change of the configuration, one step to take back.
import { ArrowDownToLine, Check, Trash2, Weight, Wrench, X } from "lucide-react";
import { useState } from "react";
import { serverSchema } from "../../../balancer-core/contract/config-pool.ts";
import { Button } from "../../components/ui/button.tsx";
import { NumberField } from "../../components/ui/field.tsx";
import { Popover } from "../../components/ui/popover.tsx";
import { useText } from "../../i18n/use-text.ts";
import { useActions } from "../../state/console-context.tsx";
import type { ServerEntry } from "./server-columns.ts";

export interface BulkBarProps {
  readonly entries: readonly ServerEntry[];
  readonly onClear: () => void;
}

export function BulkBar({ entries, onClear }: BulkBarProps) {
  const t = useText("servers");
  const names = useText("server");
  const { updateServers, removeServers } = useActions();
  const servers = entries.map(({ pool, server }) => ({ pool, server: server.id }));
  const setIntent = (intent: "ready" | "drain" | "maintenance") =>
    void updateServers(servers, { intent });
  return (
    <div className="bulk-bar" role="toolbar" aria-label={t("bulk")}>
      <span className="bulk-count figures" role="status">
        {t("picked", { count: entries.length })}
      </span>
      <Button size="small" icon={<ArrowDownToLine />} onClick={() => setIntent("drain")}>
        {names("action.Drain")}
      </Button>
      <Button size="small" icon={<Wrench />} onClick={() => setIntent("maintenance")}>
        {names("action.Maintenance")}
      </Button>
      <Button size="small" icon={<Check />} onClick={() => setIntent("ready")}>
        {names("action.Ready")}
      </Button>
      <WeightOfAll onApply={(weight) => void updateServers(servers, { weight })} />
      <Button
        size="small"
        variant="danger"
        icon={<Trash2 />}
        onClick={() => void removeServers(servers)}
      >
        {names("action.Remove")}
      </Button>
      <Button size="small" variant="quiet" icon={<X />} onClick={onClear}>
        {t("clearPicks")}
      </Button>
    </div>
  );
}

function WeightOfAll({ onApply }: { readonly onApply: (weight: number) => void }) {
  const t = useText("servers");
  const [isOpen, setIsOpen] = useState(false);
  const [weight, setWeight] = useState<number | null>(1);
  const isValid = serverSchema.shape.weight.safeParse(weight ?? Number.NaN).success;
  return (
    <Popover
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      trigger={
        <Button size="small" icon={<Weight />}>
          {t("setWeight")}
        </Button>
      }
    >
      <form
        className="bulk-weight"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!isValid || weight === null) return;
          setIsOpen(false);
          onApply(weight);
        }}
      >
        <NumberField
          label={t("weightOfAll")}
          min={0}
          max={256}
          value={weight}
          hint={t("range.weight")}
          error={isValid ? undefined : t("range.weight")}
          onValueChange={setWeight}
        />
        <Button type="submit" variant="primary">
          {t("apply")}
        </Button>
      </form>
    </Popover>
  );
}

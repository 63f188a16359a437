// What can be done with a server: change its intent, edit weight and limit in place, remove it. Nothing asks first; all is undone.
import { useState } from "react";
import type { ServerSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import { Button } from "../../components/ui/button.tsx";
import { NumberField } from "../../components/ui/field.tsx";
import { Popover } from "../../components/ui/popover.tsx";
import { useActions } from "../../state/console-context.tsx";
import { select } from "../../state/selection-store.ts";

interface ServerProps {
  readonly pool: string;
  readonly server: ServerSnapshot;
}

export function ServerActions({ pool, server }: ServerProps) {
  const { setIntent, drainServer, removeServer } = useActions();
  const { id, intent } = server;
  const remove = async () => {
    const outcome = await removeServer(pool, id);
    if (outcome.ok) select(null);
  };
  return (
    <div className="inspector-actions">
      {intent !== "ready" && (
        <Button size="small" onClick={() => void setIntent(pool, id, "ready")}>
          Ready
        </Button>
      )}
      {intent !== "drain" && (
        <Button size="small" onClick={() => void drainServer(pool, id)}>
          Drain
        </Button>
      )}
      {intent !== "maintenance" && (
        <Button size="small" onClick={() => void setIntent(pool, id, "maintenance")}>
          Maintenance
        </Button>
      )}
      <WeightEditor pool={pool} server={server} />
      <Button size="small" variant="danger" onClick={() => void remove()}>
        Remove
      </Button>
    </div>
  );
}

function WeightEditor({ pool, server }: ServerProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Popover
      trigger={<Button size="small">Edit</Button>}
      title={`Edit ${server.id}`}
      isOpen={isOpen}
      onOpenChange={setIsOpen}
    >
      <WeightForm pool={pool} server={server} onDone={() => setIsOpen(false)} />
    </Popover>
  );
}

function WeightForm({ pool, server, onDone }: ServerProps & { readonly onDone: () => void }) {
  const { updateServer } = useActions();
  const [weight, setWeight] = useState<number | null>(server.weight);
  const [maxConnections, setMaxConnections] = useState<number | null>(server.maxConnections);
  const [isBusy, setIsBusy] = useState(false);
  const weightError = isWithin(weight, 256) ? undefined : "A whole number from 0 to 256";
  const limitError = isWithin(maxConnections, 1_000_000)
    ? undefined
    : "A whole number from 0 to 1 000 000";
  const save = async () => {
    if (weight === null || maxConnections === null || weightError || limitError) return;
    setIsBusy(true);
    const outcome = await updateServer(pool, server.id, { weight, maxConnections });
    setIsBusy(false);
    if (outcome.ok) onDone();
  };
  return (
    <form
      className="inspector-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <NumberField
        label="Weight"
        value={weight}
        onValueChange={setWeight}
        min={0}
        max={256}
        error={weightError}
        hint="Share of new traffic; 0 takes only sticky traffic"
      />
      <NumberField
        label="Maximum connections"
        value={maxConnections}
        onValueChange={setMaxConnections}
        min={0}
        error={limitError}
        hint="Requests at once; 0 for no limit"
      />
      <div className="inspector-form-actions">
        <Button variant="quiet" onClick={onDone}>
          Cancel
        </Button>
        <Button variant="primary" type="submit" isBusy={isBusy}>
          Save
        </Button>
      </div>
    </form>
  );
}

function isWithin(value: number | null, max: number): boolean {
  return value !== null && Number.isInteger(value) && value >= 0 && value <= max;
}

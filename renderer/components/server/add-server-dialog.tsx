// Adds a server to a pool. The address is the only thing a person has to know.

import { useState } from "react";
import { useStore } from "zustand";
import { useText } from "../../i18n/use-text.ts";
import { useActions } from "../../state/console-context.tsx";
import { selectPools, snapshotStore } from "../../state/snapshot-store.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions } from "../ui/dialog.tsx";
import { SelectField } from "../ui/field.tsx";
import { documentOf, freeId } from "./server-draft.ts";
import { ServerFields } from "./server-fields.tsx";
import { useServerDraft } from "./use-server-draft.ts";

export interface AddServerDialogProps {
  /** The pool to begin with; the first one by default. */
  readonly pool?: string | undefined;
  readonly onClose: () => void;
}

export function AddServerDialog({ pool, onClose }: AddServerDialogProps) {
  const t = useText("server");
  const { addServer } = useActions();
  const pools = useStore(snapshotStore, selectPools);
  const [chosen, setChosen] = useState(pool ?? pools[0]?.id ?? "");
  const takenIds = pools.find(({ id }) => id === chosen)?.servers.map(({ id }) => id) ?? [];
  const [suggestedId] = useState(() => freeId(takenIds));
  const form = useServerDraft(
    { id: suggestedId, address: "", weight: 1, maxConnections: 0, backup: false },
    takenIds,
  );
  const submit = async () => {
    if (await form.submit((draft) => addServer(chosen, documentOf(draft)))) onClose();
  };
  return (
    <Dialog
      title={t("add")}
      description={pools.length === 1 ? t("addHintPool", { pool: chosen }) : t("addHint")}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <form
        className="server-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {pools.length > 1 && (
          <SelectField
            label={t("pool")}
            value={chosen}
            options={pools.map(({ id }) => ({ value: id, label: id }))}
            onValueChange={setChosen}
          />
        )}
        <ServerFields
          draft={form.draft}
          errors={form.errors}
          onChange={form.change}
          onLeave={form.leave}
        />
        <DialogActions>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="submit" variant="primary" isBusy={form.isBusy}>
            {t("add")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

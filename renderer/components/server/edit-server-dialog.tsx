// Changes a server's address, weight, limit and role. Sends only what differs.

import { useState } from "react";
import type { ServerSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import { useText } from "../../i18n/use-text.ts";
import { useActions } from "../../state/console-context.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions } from "../ui/dialog.tsx";
import { changesBetween, draftOf } from "./server-draft.ts";
import { ServerFields } from "./server-fields.tsx";
import { useServerDraft } from "./use-server-draft.ts";

export interface EditServerDialogProps {
  readonly pool: string;
  readonly server: ServerSnapshot;
  /** Whether the weight has the focus at first. */
  readonly isForWeight?: boolean;
  readonly onClose: () => void;
}

export function EditServerDialog({
  pool,
  server,
  isForWeight = false,
  onClose,
}: EditServerDialogProps) {
  const t = useText("server");
  const { updateServer } = useActions();
  // What it was when the form opened: snapshots go on arriving meanwhile.
  const [before] = useState(() => draftOf(server));
  const form = useServerDraft(before);
  const submit = async () => {
    const isTaken = await form.submit((draft) => {
      const changes = changesBetween(before, draft);
      return Object.keys(changes).length === 0
        ? Promise.resolve({ ok: true as const })
        : updateServer(pool, server.id, changes);
    });
    if (isTaken) onClose();
  };
  return (
    <Dialog
      title={t("edit", { id: server.id })}
      description={t("editHint")}
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
        <ServerFields
          draft={form.draft}
          errors={form.errors}
          onChange={form.change}
          onLeave={form.leave}
          isIdFixed
          isForWeight={isForWeight}
        />
        <DialogActions>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="submit" variant="primary" isBusy={form.isBusy}>
            {t("save")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

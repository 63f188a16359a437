// What can be done with the inspected server, as buttons. Nothing asks first; all is undone.
import { useState } from "react";
import type { ServerSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import { EditServerDialog } from "../../components/server/edit-server-dialog.tsx";
import { actionTitle, serverActionNames, whyNot } from "../../components/server/server-actions.ts";
import { runServerAction } from "../../components/server/server-menu.tsx";
import { Button } from "../../components/ui/button.tsx";
import { useText } from "../../i18n/use-text.ts";
import { useActions } from "../../state/console-context.tsx";

export function ServerActions({
  pool,
  server,
}: {
  readonly pool: string;
  readonly server: ServerSnapshot;
}) {
  const t = useText("server");
  const actions = useActions();
  const [isEditing, setIsEditing] = useState(false);
  // A button that would do nothing now is left out: the row then says by itself which intent holds.
  const names = serverActionNames.filter((name) => whyNot(name, server) === undefined);
  return (
    <div className="inspector-actions">
      {names.map((name) => (
        <Button
          key={name}
          size="small"
          variant={name === "Remove" ? "danger" : "plain"}
          title={actionTitle(name, server.id)}
          onClick={() =>
            name === "Edit" ? setIsEditing(true) : runServerAction(actions, name, pool, server.id)
          }
        >
          {t(`action.${name}`)}
        </Button>
      ))}
      {isEditing && (
        <EditServerDialog pool={pool} server={server} onClose={() => setIsEditing(false)} />
      )}
    </div>
  );
}

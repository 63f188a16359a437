// Everything that can be done to a server, behind `More actions`. Used wherever a server is shown.

import { ArrowDownToLine, Check, Ellipsis, Pencil, Trash2, Wrench } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { ServerSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import { useText } from "../../i18n/use-text.ts";
import type { Actions } from "../../state/actions.ts";
import { useActions } from "../../state/console-context.tsx";
import { IconButton } from "../ui/button.tsx";
import { Menu } from "../ui/menu.tsx";
import { EditServerDialog } from "./edit-server-dialog.tsx";
import {
  actionShortcut,
  type ServerActionName,
  serverActionNames,
  whyNot,
} from "./server-actions.ts";

export const serverActionIcons: Readonly<Record<ServerActionName, ReactNode>> = {
  Drain: <ArrowDownToLine />,
  Maintenance: <Wrench />,
  Ready: <Check />,
  Edit: <Pencil />,
  Remove: <Trash2 />,
};

export function runServerAction(
  actions: Actions,
  action: Exclude<ServerActionName, "Edit">,
  pool: string,
  server: string,
): void {
  if (action === "Drain") void actions.drainServer(pool, server);
  else if (action === "Remove") void actions.removeServer(pool, server);
  else void actions.setIntent(pool, server, action === "Ready" ? "ready" : "maintenance");
}

export function ServerMenu({
  pool,
  server,
}: {
  readonly pool: string;
  readonly server: ServerSnapshot;
}) {
  const t = useText("server");
  const actions = useActions();
  const [isEditing, setIsEditing] = useState(false);
  const items = serverActionNames.map((name) => {
    const note = whyNot(name, server);
    return {
      label: t(`action.${name}`),
      shortcut: actionShortcut(name),
      icon: serverActionIcons[name],
      isDanger: name === "Remove",
      isDisabled: note !== undefined,
      ...(note === undefined ? {} : { note }),
      onSelect: () =>
        name === "Edit" ? setIsEditing(true) : runServerAction(actions, name, pool, server.id),
    };
  });
  return (
    <>
      <Menu
        trigger={<IconButton label={t("moreActions")} size="small" icon={<Ellipsis />} />}
        items={items}
      />
      {isEditing && (
        <EditServerDialog pool={pool} server={server} onClose={() => setIsEditing(false)} />
      )}
    </>
  );
}

// The likeliest next step in sight, the rest behind `More actions`.

import { memo } from "react";
import type { ServerSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import { actionTitle, likelyAction } from "../../components/server/server-actions.ts";
import {
  runServerAction,
  ServerMenu,
  serverActionIcons,
} from "../../components/server/server-menu.tsx";
import { Button } from "../../components/ui/button.tsx";
import { Cell } from "../../components/ui/table.tsx";
import { useText } from "../../i18n/use-text.ts";
import { useActions } from "../../state/console-context.tsx";

interface RowActionsProps {
  readonly pool: string;
  readonly server: ServerSnapshot;
}

/** Numbers that run change nothing here, and a menu is the dearest part of a row. */
function isSame(before: RowActionsProps, after: RowActionsProps): boolean {
  const fields = ["id", "intent", "address", "weight", "maxConnections", "backup"] as const;
  return (
    before.pool === after.pool &&
    fields.every((field) => before.server[field] === after.server[field])
  );
}

export const RowActions = memo(function RowActions({ pool, server }: RowActionsProps) {
  const t = useText("server");
  const actions = useActions();
  const likely = likelyAction(server);
  return (
    <Cell className="servers-actions">
      <div className="servers-actions-row">
        <Button
          variant="quiet"
          size="small"
          icon={serverActionIcons[likely]}
          title={actionTitle(likely, server.id)}
          aria-label={t(`action.${likely}`)}
          onClick={() => runServerAction(actions, likely, pool, server.id)}
        >
          <span className="servers-action-word">{t(`action.${likely}`)}</span>
        </Button>
        <ServerMenu pool={pool} server={server} />
      </div>
    </Cell>
  );
}, isSame);

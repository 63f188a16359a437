// The likeliest next step in sight, the rest behind `More actions`.

import type { ServerSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import { likelyAction } from "../../components/server/server-actions.ts";
import {
  runServerAction,
  ServerMenu,
  serverActionIcons,
} from "../../components/server/server-menu.tsx";
import { Button } from "../../components/ui/button.tsx";
import { Cell } from "../../components/ui/table.tsx";
import { useText } from "../../i18n/use-text.ts";
import { useActions } from "../../state/console-context.tsx";

export function RowActions({
  pool,
  server,
}: {
  readonly pool: string;
  readonly server: ServerSnapshot;
}) {
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
          onClick={() => runServerAction(actions, likely, pool, server.id)}
        >
          {t(`action.${likely}`)}
        </Button>
        <ServerMenu pool={pool} server={server} />
      </div>
    </Cell>
  );
}

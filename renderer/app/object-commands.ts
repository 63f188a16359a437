// Commands for each thing there is: go to a server, pool or listener, and what can be done to a server now. Made when asked.

import { actionShortcut, serverActionNames, whyNot } from "../components/server/server-actions.ts";
import { runServerAction } from "../components/server/server-menu.tsx";
import { textOf } from "../i18n/i18n.ts";
import { actingServer } from "../state/acting-server.ts";
import type { Actions } from "../state/actions.ts";
import type { Command } from "../state/commands.ts";
import { openOverlay } from "../state/overlay-store.ts";
import { select } from "../state/selection-store.ts";
import { selectListeners, selectPools, snapshotStore } from "../state/snapshot-store.ts";

export function objectCommands(actions: Actions): readonly Command[] {
  const t = textOf("commands");
  const state = snapshotStore.getState();
  const acting = actingServer();
  const listeners = selectListeners(state).map(
    ({ id, address }): Command => ({
      id: `go.listener:${id}`,
      section: "go",
      title: () => t("goListener", { id }),
      keywords: () => address,
      run: () => select({ kind: "listener", listener: id }),
    }),
  );
  const pools = selectPools(state).flatMap((pool): Command[] => [
    {
      id: `go.pool:${pool.id}`,
      section: "go",
      title: () => t("goPool", { id: pool.id }),
      run: () => select({ kind: "pool", pool: pool.id }),
    },
    ...pool.servers.flatMap((server): Command[] => {
      const names = { server: server.id, pool: pool.id };
      const key = `${pool.id}/${server.id}`;
      const isActing = acting?.server === server;
      return [
        {
          id: `go.server:${key}`,
          section: "go",
          title: () => t("goServer", names),
          keywords: () => server.address,
          run: () => select({ kind: "server", pool: pool.id, server: server.id }),
        },
        ...serverActionNames
          .filter((name) => whyNot(name, server) === undefined)
          .map(
            (name): Command => ({
              id: `server.${name.toLowerCase()}:${key}`,
              section: "servers",
              title: () => t(`server.${name}`, names),
              keywords: () => server.address,
              ...(isActing && actionShortcut(name) !== undefined
                ? { shortcuts: [actionShortcut(name) ?? ""] }
                : {}),
              run: () =>
                name === "Edit"
                  ? openOverlay({ kind: "edit-server", pool: pool.id, server: server.id })
                  : runServerAction(actions, name, pool.id, server.id),
            }),
          ),
      ];
    }),
  ]);
  return [...listeners, ...pools];
}

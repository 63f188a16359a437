// Each drag as a command too, for the palette and by key: move, weigh, add a simulated server, find ports, import a file.
import { useEffect } from "react";
import { drop } from "../../dnd/drop.ts";
import { judgeDrop } from "../../dnd/drop-rules.ts";
import { focusDropped } from "../../dnd/focus-dropped.ts";
import { liftBy, liftServer } from "../../dnd/grip.tsx";
import { chooseFile } from "../../dnd/import-file.ts";
import { textOf } from "../../i18n/i18n.ts";
import { actingServer } from "../../state/acting-server.ts";
import type { Actions } from "../../state/actions.ts";
import { type Command, registerCommandSource, registerCommands } from "../../state/commands.ts";
import { useActions } from "../../state/console-context.tsx";
import { selectPools, snapshotStore } from "../../state/snapshot-store.ts";

/** Of larger configurations only the server that has the focus can be moved by name. */
const mostNamed = 60;

function keyCommands(): readonly Command[] {
  const t = textOf("dnd");
  return [
    {
      id: "servers.move",
      section: "servers",
      title: () => t("commandLift"),
      shortcuts: ["g"],
      when: () => actingServer() !== undefined,
      run: () => {
        const known = actingServer();
        if (known) liftServer(known.pool, known.server.id);
      },
    },
    {
      id: "servers.simulated",
      section: "servers",
      title: () => t("commandSimulatedKey"),
      shortcuts: ["s"],
      when: () => selectPools(snapshotStore.getState()).length > 0,
      run: () => void liftBy('[data-palette="simulated"]'),
    },
    {
      id: "servers.detect",
      section: "servers",
      title: () => t("commandPorts"),
      shortcuts: ["l"],
      run: () => document.querySelector<HTMLElement>('[data-palette="ports"]')?.click(),
    },
    {
      id: "edit.import",
      section: "edit",
      title: () => t("importFile"),
      shortcuts: ["i"],
      run: chooseFile,
    },
  ];
}

function namedCommands(actions: Actions): readonly Command[] {
  const t = textOf("dnd");
  const pools = selectPools(snapshotStore.getState());
  const put = async (...[dragged, target]: [Parameters<typeof drop>[0], string]) => {
    const dropped = await drop(dragged, { kind: "pool", pool: target }, actions);
    if (dropped) focusDropped(dropped);
  };
  const simulated = pools.map(
    ({ id: pool }): Command => ({
      id: `server.simulated:${pool}`,
      section: "servers",
      title: () => t("commandSimulated", { pool }),
      run: () => void put({ kind: "simulated" }, pool),
    }),
  );
  const servers = pools.flatMap((pool) => pool.servers.map(({ id }) => ({ pool: pool.id, id })));
  if (servers.length > mostNamed) return simulated;
  const moves = servers.flatMap(({ pool, id: server }) => {
    const dragged = { kind: "server" as const, pool, server };
    return pools
      .filter(({ id }) => judgeDrop(dragged, { kind: "pool", pool: id }, pools).isAllowed)
      .map(
        ({ id }): Command => ({
          id: `server.move:${pool}/${server}>${id}`,
          section: "servers",
          title: () => t("commandMove", { server, pool: id }),
          run: () => void put(dragged, id),
        }),
      );
  });
  return [...simulated, ...moves];
}

export function usePlacingCommands(): void {
  const actions = useActions();
  useEffect(() => {
    const leave = [
      registerCommands(keyCommands()),
      registerCommandSource(() => namedCommands(actions)),
    ];
    return () => {
      for (const each of leave) each();
    };
  }, [actions]);
}

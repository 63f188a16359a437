// Keys for the one server that has the focus or is inspected. Only keys: the palette has the same for every server by name.
import { type ServerActionName, whyNot } from "../components/server/server-actions.ts";
import { runServerAction } from "../components/server/server-menu.tsx";
import { textOf } from "../i18n/i18n.ts";
import { type ActingServer, actingServer } from "../state/acting-server.ts";
import type { Actions } from "../state/actions.ts";
import type { Command } from "../state/commands.ts";
import { labStore } from "../state/lab-store.ts";
import { openOverlay } from "../state/overlay-store.ts";

export function createServerCommands(actions: Actions): readonly Command[] {
  const t = textOf("commands");
  const key = (
    name: "Drain" | "Maintenance" | "Ready" | "Weight" | "Crash",
    shortcut: string,
    isPossible: (acting: ActingServer) => boolean,
    run: (acting: ActingServer) => void,
  ): Command => ({
    id: `server.${name.toLowerCase()}`,
    section: "servers",
    title: () => {
      const acting = actingServer();
      return acting
        ? t(`server.${name}`, { server: acting.server.id, pool: acting.pool })
        : t(`focused.${name}`);
    },
    shortcuts: [shortcut],
    isOnlyKey: true,
    when: () => {
      const acting = actingServer();
      return acting !== undefined && isPossible(acting);
    },
    run: () => {
      const acting = actingServer();
      if (acting) run(acting);
    },
  });
  const intent = (name: Exclude<ServerActionName, "Edit" | "Remove">, shortcut: string) =>
    key(
      name,
      shortcut,
      ({ server }) => whyNot(name, server) === undefined,
      ({ pool, server }) => runServerAction(actions, name, pool, server.id),
    );
  return [
    intent("Drain", "d"),
    intent("Maintenance", "m"),
    intent("Ready", "r"),
    key(
      "Weight",
      "w",
      () => true,
      ({ pool, server }) =>
        openOverlay({ kind: "edit-server", pool, server: server.id, isForWeight: true }),
    ),
    key(
      "Crash",
      "k",
      (acting) => simulatedId(acting) !== undefined,
      (acting) => void actions.updateLabServer(simulatedId(acting) ?? "", { running: false }),
    ),
  ];
}

/** The running simulated server behind a server, if it is one. */
function simulatedId({ server }: ActingServer): string | undefined {
  return labStore
    .getState()
    .lab?.servers.find(({ address, state }) => address === server.address && state === "running")
    ?.config.id;
}

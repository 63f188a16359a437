// Does what a drop means: one change of the configuration each, so that one undo takes it back.
import { freeId } from "../components/server/server-draft.ts";
import type { Actions } from "../state/actions.ts";
import { openOverlay } from "../state/overlay-store.ts";
import { selectPool, selectPools, snapshotStore } from "../state/snapshot-store.ts";
import { type Dragged, standsBefore, type Target } from "./drop-rules.ts";

/** Where the focus goes: to the server itself, to the pool it was in, or nowhere because a form took it. */
export interface Dropped {
  readonly pool: string;
  readonly server: string | null;
}

/** Null when nothing was changed, or when a form asks for more. */
export async function drop(
  dragged: Dragged,
  target: Target,
  actions: Actions,
): Promise<Dropped | null> {
  if (dragged.kind === "server") return dropServer(dragged, target, actions);
  if (target.kind === "action") return null;
  const { pool } = target;
  switch (dragged.kind) {
    case "address":
      openOverlay({ kind: "add-server", pool });
      return null;
    case "simulated": {
      const server = await actions.addSimulated(pool);
      return server === null ? null : { pool, server };
    }
    case "port": {
      const taken = selectPool(pool)(snapshotStore.getState())?.servers ?? [];
      const server = freeId(taken.map(({ id }) => id));
      const { ok } = await actions.addServer(pool, { id: server, address: dragged.address });
      return ok ? { pool, server } : null;
    }
  }
}

async function dropServer(
  dragged: Extract<Dragged, { kind: "server" }>,
  target: Target,
  actions: Actions,
): Promise<Dropped | null> {
  const { pool, server } = dragged;
  const done = await run();
  return done.ok ? done.goal : null;

  async function run() {
    if (target.kind !== "action") {
      const before = standsBefore(dragged, target, selectPools(snapshotStore.getState()));
      const { ok } = await actions.moveServer(pool, server, target.pool, before);
      return { ok, goal: { pool: target.pool, server } };
    }
    switch (target.action) {
      case "Drain":
        return { ok: (await actions.drainServer(pool, server)).ok, goal: { pool, server } };
      case "Maintenance":
        return {
          ok: (await actions.setIntent(pool, server, "maintenance")).ok,
          goal: { pool, server },
        };
      case "Remove":
        return { ok: (await actions.removeServer(pool, server)).ok, goal: { pool, server: null } };
    }
  }
}

// The contract's methods about pools and their servers.
import { BalancerError } from "../contract/balancer-error.ts";
import { tryDuration } from "../contract/units.ts";
import {
  addServer,
  removeServer,
  removeServers,
  updatePool,
  updateServer,
  updateServers,
} from "../persistence/document-edit.ts";
import { isoTime } from "../ports.ts";
import type { Handlers, HostParts } from "./handlers.ts";
import type { Author } from "./types.ts";

export function serverMethods({ balancer, configuration, removals, snapshot }: HostParts) {
  async function drain(
    poolId: string,
    serverId: string,
    author: Author,
    deadline: string | undefined,
    thenRemove: boolean,
  ) {
    const revision = await configuration.edit(
      (document) => updateServer(document, poolId, serverId, { intent: "drain" }),
      author,
    );
    const deadlineMs = deadline === undefined ? undefined : tryDuration(deadline);
    if (deadlineMs !== undefined) balancer.setDrainDeadline(poolId, serverId, deadlineMs);
    if (thenRemove) removals.plan(poolId, serverId);
    return revision;
  }

  return {
    "snapshot.get": async () => snapshot(),
    async "server.add"({ pool, server }, author) {
      forbid(server, ["__proto__"]);
      const edit = configuration.edit((document) => addServer(document, pool, server), author);
      return { revision: await edit };
    },
    async "server.update"({ pool, server, changes }, author) {
      forbid(changes, ["id"]);
      const revision = await configuration.edit(
        (document) => updateServer(document, pool, server, changes),
        author,
      );
      return { revision };
    },
    async "server.drain"({ pool, server, deadline, thenRemove }, author) {
      const revision = await drain(pool, server, author, deadline, thenRemove);
      const draining = balancer.server(pool, server);
      const deadlineAt = draining?.drainDeadlineAt ?? Date.parse(snapshot().at);
      return {
        revision,
        remaining: draining?.activeRequests ?? 0,
        deadlineAt: isoTime(deadlineAt),
      };
    },
    async "server.remove"({ pool, server, drain: deadline }, author) {
      if (deadline !== undefined) {
        return { revision: await drain(pool, server, author, deadline, true) };
      }
      const revision = await configuration.edit(
        (document) => removeServer(document, pool, server),
        author,
        { removed: "cut" },
      );
      return { revision };
    },
    async "servers.update"({ servers, changes }, author) {
      forbid(changes, ["id", "address"]);
      const revision = await configuration.edit(
        (document) => updateServers(document, servers, changes),
        author,
      );
      return { revision };
    },
    async "servers.remove"({ servers }, author) {
      const revision = await configuration.edit(
        (document) => removeServers(document, servers),
        author,
        { removed: "cut" },
      );
      return { revision };
    },
    async "server.get"({ pool, server }) {
      const runtime = balancer.server(pool, server);
      const found = snapshot()
        .pools.find(({ id }) => id === pool)
        ?.servers.find(({ id }) => id === server);
      if (!runtime || !found) {
        throw new BalancerError("NOT_FOUND", `pool "${pool}" has no server "${server}"`);
      }
      const series = [...balancer.series(pool, server)];
      return {
        server: found,
        checks: [...runtime.checks],
        changes: [...runtime.stateChanges],
        series,
      };
    },
    async "pool.update"({ pool, changes }, author) {
      forbid(changes, ["id", "servers"]);
      const revision = await configuration.edit(
        (document) => updatePool(document, pool, changes),
        author,
      );
      return { revision };
    },
  } satisfies Partial<Handlers>;
}

/** Keys another method is there for. */
function forbid(changes: object, keys: readonly string[]): void {
  const key = keys.find((name) => Object.hasOwn(changes, name));
  if (key === undefined) return;
  throw new BalancerError("INVALID_PARAMS", `"${key}" cannot be changed here`);
}

// Servers that are removed once they are drained. Making the server ready again takes the removal back.
import type { Balancer } from "../balancer-types.ts";
import { sentence, serverName } from "../contract/sentences.ts";
import { removeServer } from "../persistence/document-edit.ts";
import type { Configuration } from "./configuration.ts";

export interface Removals {
  /** Waits for the drain to end, then removes. Asking twice is asking once. */
  plan(poolId: string, serverId: string): void;
  isPlanned(poolId: string, serverId: string): boolean;
}

export interface RemovalsOptions {
  readonly balancer: Pick<Balancer, "whenDrained" | "server" | "events">;
  readonly configuration: Pick<Configuration, "edit">;
}

export function createRemovals({ balancer, configuration }: RemovalsOptions): Removals {
  const planned = new Set<string>();
  const keyOf = (poolId: string, serverId: string) => `${poolId}/${serverId}`;

  async function removeWhenDrained(poolId: string, serverId: string): Promise<void> {
    try {
      const drained = await balancer.whenDrained(poolId, serverId);
      // It may have been made ready, or removed by hand, between the end of the drain and now.
      const stillDrains = balancer.server(poolId, serverId)?.intent === "drain";
      if (!drained || !stillDrains) return;
      await configuration.edit((document) => removeServer(document, poolId, serverId), "core", {
        removed: "cut",
      });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const message = sentence("NOT_REMOVED", {
        thing: serverName(poolId, serverId),
        said: reason,
      });
      balancer.events.append({ kind: "config", level: "error", message, author: "core" });
    } finally {
      planned.delete(keyOf(poolId, serverId));
    }
  }

  return {
    plan(poolId, serverId) {
      if (planned.has(keyOf(poolId, serverId))) return;
      planned.add(keyOf(poolId, serverId));
      void removeWhenDrained(poolId, serverId);
    },
    isPlanned: (poolId, serverId) => planned.has(keyOf(poolId, serverId)),
  };
}

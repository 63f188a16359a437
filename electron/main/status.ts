// What tray and menu tell of the balancer: how many servers are up, whether traffic runs, how far a stop has come. Asks for a
// snapshot only when something changed, so that an app in the tray costs next to nothing.
import { usableStates } from "../../balancer-core/contract/snapshot.ts";
import type { Unsubscribe } from "../../balancer-core/contract/transport.ts";
import type { Host } from "../../balancer-core/host/types.ts";
import type { Core } from "./core.ts";
import type { Stopping } from "./stop-progress.ts";

export interface Status {
  readonly isRunning: boolean;
  readonly up: number;
  readonly servers: number;
  /** The first generator, which is what the console's own button means; null where there is none. */
  readonly traffic: { readonly id: string; readonly isRunning: boolean } | null;
  readonly stopping: Stopping | null;
}

const nothing: Status = { isRunning: false, up: 0, servers: 0, traffic: null, stopping: null };

export interface StatusBoard {
  readonly now: Status;
  /** Called when something of it has changed. */
  onChange(listener: (status: Status) => void): void;
  setStopping(stopping: Stopping | null): void;
}

export function followStatus(core: Pick<Core, "onHost">): StatusBoard {
  const listeners = new Set<(status: Status) => void>();
  let now = nothing;
  let unsubscribe: readonly Unsubscribe[] = [];

  function set(changes: Partial<Status>): void {
    const next = { ...now, ...changes };
    if (JSON.stringify(next) === JSON.stringify(now)) return;
    now = next;
    for (const listener of listeners) listener(now);
  }

  async function count(host: Host): Promise<void> {
    const { pools } = await host.call("snapshot.get", {}, "core");
    // As the console's header counts: a server that somebody took out is not one that is missing.
    const servers = pools
      .flatMap((pool) => pool.servers)
      .filter(({ intent, drain }) => intent === "ready" && drain === null);
    const up = servers.filter(({ state }) => usableStates.has(state)).length;
    set({ up, servers: servers.length });
  }

  core.onHost((host) => {
    for (const leave of unsubscribe) leave();
    unsubscribe = [];
    if (host === null) {
      set({ isRunning: false });
      return;
    }
    set({ ...nothing, isRunning: true });
    const recount = () => {
      count(host).catch((error: unknown) => console.error("evenkeel: no status:", error));
    };
    unsubscribe = [
      // The first message comes at once.
      host.subscribe("events.changed", recount),
      host.subscribe("lab.changed", ({ traffic: [first] }) => {
        set({ traffic: first ? { id: first.config.id, isRunning: first.running } : null });
      }),
    ];
  });

  return {
    get now() {
      return now;
    },
    onChange: (listener) => void listeners.add(listener),
    setStopping: (stopping) => set({ stopping }),
  };
}

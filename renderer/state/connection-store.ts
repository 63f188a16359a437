// Whether the balancer can be reached, as the client says. Decides nothing itself.

import { createStore } from "zustand/vanilla";
import type { ConnectionStatus } from "../../balancer-core/client/types.ts";

export interface ConnectionState {
  readonly status: ConnectionStatus;
  /** True once it was open: what is shown then is stale, not missing. */
  readonly wasOpen: boolean;
}

export const connectionStore = createStore<ConnectionState>(() => ({
  status: { state: "connecting" },
  wasOpen: false,
}));

export function setConnectionStatus(status: ConnectionStatus): void {
  connectionStore.setState(({ wasOpen }) => ({
    status,
    wasOpen: wasOpen || status.state === "open",
  }));
}

/** What is on the screen may be old. */
export const selectIsStale = ({ status, wasOpen }: ConnectionState): boolean =>
  wasOpen && status.state !== "open";

/** Console and host are of different versions: only a reload helps. The client then gives no time to try again. */
export const selectNeedsReload = ({ status }: ConnectionState): boolean =>
  status.state === "lost" && status.retryAt === null;

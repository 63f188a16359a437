// Where the lab's traffic goes: the address of a listener while it listens. Looked up at most a few times a second.
import type { Balancer } from "../balancer-types.ts";
import type { ListenerSnapshot } from "../contract/snapshot.ts";
import type { Clock } from "../ports.ts";

const staleAfterMs = 250;

export function createTargets(balancer: Pick<Balancer, "snapshot">, clock: Clock) {
  let listeners: readonly ListenerSnapshot[] = [];
  let takenAt = Number.NEGATIVE_INFINITY;
  function find(id: string): ListenerSnapshot | undefined {
    if (clock.now() - takenAt > staleAfterMs) {
      listeners = balancer.snapshot(0).listeners;
      takenAt = clock.now();
    }
    return listeners.find((listener) => listener.id === id);
  }
  return {
    targetOf(id: string): string | null {
      const listener = find(id);
      return listener?.state === "listening" ? listener.address : null;
    },
    protocolOf(id: string): "http" | "https" | "tcp" {
      const protocol = find(id)?.protocol;
      return protocol === "tcp" || protocol === "https" ? protocol : "http";
    },
  };
}

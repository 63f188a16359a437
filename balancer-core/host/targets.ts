// Where the lab's traffic goes: a listener while it listens. Looked up at most a few times a second.
import type { Balancer } from "../balancer-types.ts";
import { tryAddress } from "../contract/units.ts";
import type { LabOptions } from "../lab/lab.ts";
import type { Clock } from "../ports.ts";

type Find = LabOptions["targetOf"];

const staleAfterMs = 250;

export function createTargets(balancer: Pick<Balancer, "snapshot" | "config">, clock: Clock): Find {
  let found = new Map<string, ReturnType<Find>>();
  let takenAt = Number.NEGATIVE_INFINITY;

  function look(): void {
    const readers = new Set(
      balancer.config.listeners
        .filter(({ proxyProtocol }) => proxyProtocol === "accept")
        .map(({ id }) => id),
    );
    found = new Map();
    for (const { id, state, address, protocol } of balancer.snapshot(0).listeners) {
      const at = state === "listening" ? tryAddress(address ?? "") : undefined;
      found.set(id, at ? { ...at, protocol, readsProxyHeader: readers.has(id) } : null);
    }
  }

  return (id) => {
    if (clock.now() - takenAt > staleAfterMs) {
      look();
      takenAt = clock.now();
    }
    return found.get(id) ?? null;
  };
}

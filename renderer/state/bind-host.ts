// Connects the client's topics to the stores, once. The only place that writes what the host tells.
import type { BalancerClient } from "../../balancer-core/client/types.ts";
import { checkRings } from "./check-rings.ts";
import { setConfigChange } from "./config-store.ts";
import { setConnectionStatus } from "./connection-store.ts";
import { appendEvents } from "./events-store.ts";
import { setLab } from "./lab-store.ts";
import { listenerRings } from "./listener-rings.ts";
import { seriesKey, seriesRings } from "./series-rings.ts";
import { setSnapshot } from "./snapshot-store.ts";

/** Returns what undoes it. */
export function bindHost(client: BalancerClient): () => void {
  setConnectionStatus(client.status);
  const unbind = [
    client.onStatus(setConnectionStatus),
    client.subscribe("snapshot.changed", (snapshot) => {
      setSnapshot(snapshot);
      checkRings.see(snapshot);
      listenerRings.see(snapshot);
      // A removed server gives its memory back.
      seriesRings.retain(
        new Set(
          snapshot.pools.flatMap((pool) =>
            pool.servers.map((server) => seriesKey(pool.id, server.id)),
          ),
        ),
      );
    }),
    client.subscribe("series.changed", ({ points }) => seriesRings.push(points)),
    client.subscribe("events.changed", ({ events }) => appendEvents(events)),
    client.subscribe("config.changed", setConfigChange),
    client.subscribe("lab.changed", setLab),
  ];
  return () => {
    for (const unsubscribe of unbind) unsubscribe();
  };
}

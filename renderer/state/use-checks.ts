// The last checks of a server in a component. Those from before the console was opened are asked for once, and the seconds that
// come with them go to its charts.
import { useCallback, useEffect, useSyncExternalStore } from "react";
import type { CheckResult } from "../../balancer-core/contract/snapshot.ts";
import { checkRings } from "./check-rings.ts";
import { useClient } from "./console-context.tsx";
import { seriesKey, seriesRings } from "./series-rings.ts";

/** Bounded by the servers whose cards were shown; a large pool shows none. */
const asked = new Set<string>();

export function useChecks(pool: string, server: string): readonly CheckResult[] {
  const client = useClient();
  const key = seriesKey(pool, server);
  useEffect(() => {
    if (asked.has(key)) return;
    asked.add(key);
    client
      .call("server.get", { pool, server })
      .then(({ checks, series }) => {
        checkRings.backfill(key, checks);
        seriesRings.backfill(key, series);
      })
      // Gone meanwhile, or not connected: the strip begins with what comes.
      .catch(() => asked.delete(key));
  }, [client, key, pool, server]);
  return useSyncExternalStore(
    useCallback((changed) => checkRings.subscribe(key, changed), [key]),
    () => checkRings.read(key),
  );
}

// The moments of a server, or of all of some pools', worth a line in its charts: when it changed state.

import type { BalancerEvent } from "../../../balancer-core/contract/records.ts";
import { type ServerState, serverStateSchema } from "../../../balancer-core/contract/snapshot.ts";
import type { ChartMarker } from "../../components/charts/time-chart-data.ts";
import { stateColour, stateWord } from "../../components/ui/state-chip.tsx";

/** More would hide the lines they explain. */
const mostMarkers = 8;
/** Words nearer than this would be written over each other; the newer one is kept. */
const wordGapMs = 45_000;
/** Degraded and recovering come and go on the way to these. */
const marked: ReadonlySet<ServerState> = new Set([
  "up",
  "down",
  "ejected",
  "draining",
  "maintenance",
]);

export function markersOf(
  events: readonly BalancerEvent[],
  pools: readonly string[],
  /** Of one server; of all of the pools' where absent. */
  server?: string,
): ChartMarker[] {
  const changes = events
    .filter((event) => event.kind === "server-state")
    .filter((event) => event.pool !== undefined && pools.includes(event.pool))
    .filter((event) => server === undefined || event.server === server)
    .flatMap((event) => {
      const state = serverStateSchema.options.find((known) => known === event.to);
      return state && marked.has(state) ? [{ at: Date.parse(event.at), state }] : [];
    })
    .slice(-mostMarkers);
  let wordAt = Number.POSITIVE_INFINITY;
  return changes
    .reverse()
    .map(({ at, state }) => {
      const hasRoom = wordAt - at >= wordGapMs;
      if (hasRoom) wordAt = at;
      const label = hasRoom ? stateWord(state).toLowerCase() : "";
      return { at, label, colour: stateColour(state) };
    })
    .reverse();
}

// The moments of one server worth a line in its charts: when it changed state.

import type { BalancerEvent } from "../../../balancer-core/contract/records.ts";
import { type ServerState, serverStateSchema } from "../../../balancer-core/contract/snapshot.ts";
import type { ChartMarker } from "../../components/charts/time-chart-data.ts";
import { stateColour, stateWords } from "../../components/ui/state-chip.tsx";

/** More would hide the lines they explain. */
const mostMarkers = 6;

export function markersOf(
  events: readonly BalancerEvent[],
  pool: string,
  server: string,
): ChartMarker[] {
  return events
    .filter((event) => event.kind === "server-state")
    .filter((event) => event.pool === pool && event.server === server)
    .flatMap((event) => {
      const state = stateOf(event.to);
      if (!state) return [];
      const label = stateWords[state].toLowerCase();
      return [{ at: Date.parse(event.at), label, colour: stateColour(state) }];
    })
    .slice(-mostMarkers);
}

function stateOf(text: string | undefined): ServerState | undefined {
  return serverStateSchema.options.find((state) => state === text);
}

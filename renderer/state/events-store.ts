// What happened, oldest first, at most a thousand; older ones are in the log and behind events.list.

import { createStore } from "zustand/vanilla";
import type { BalancerEvent } from "../../balancer-core/contract/records.ts";

export const eventsKept = 1_000;

export interface EventsState {
  readonly events: readonly BalancerEvent[];
}

export const eventsStore = createStore<EventsState>(() => ({ events: [] }));

/** After a reconnect the host sends its latest again, so what is known already is skipped by its number. */
export function appendEvents(incoming: readonly BalancerEvent[]): void {
  const { events } = eventsStore.getState();
  const last = events.at(-1)?.seq ?? -1;
  const first = incoming[0]?.seq ?? 0;
  const newest = incoming.at(-1)?.seq ?? 0;
  // Numbers start again when the host was restarted: then what we hold is another life's history.
  const isRestarted = incoming.length > 0 && newest < last && first < last;
  const fresh = isRestarted ? incoming : incoming.filter(({ seq }) => seq > last);
  if (fresh.length === 0) return;
  eventsStore.setState({ events: [...(isRestarted ? [] : events), ...fresh].slice(-eventsKept) });
}

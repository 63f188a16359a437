// What changed and what failed, newest first. Pausing keeps the list still while the balancer goes on.
import { Pause, Play, ScrollText } from "lucide-react";
import { useMemo, useState } from "react";
import { useStore } from "zustand";
import type { BalancerEvent } from "../../../balancer-core/contract/records.ts";
import { Button } from "../../components/ui/button.tsx";
import { EmptyState } from "../../components/ui/notice.tsx";
import { Page, Panel } from "../../components/ui/panel.tsx";
import { plural } from "../../lib/format.ts";
import { useNow } from "../../lib/use-interval.ts";
import { eventsKept, eventsStore } from "../../state/events-store.ts";
import { EventFilters } from "./event-filters.tsx";
import { type EventFilter, everything, listEvents } from "./event-groups.ts";
import { EventItem } from "./event-item.tsx";
import "./events-page.css";

const shownAtOnce = 150;

export function EventsPage() {
  const live = useStore(eventsStore, (state) => state.events);
  const [frozen, setFrozen] = useState<readonly BalancerEvent[] | null>(null);
  const [filter, setFilter] = useState(everything);
  const events = frozen ?? live;
  const unseen = frozen === null ? 0 : countAfter(live, frozen.at(-1)?.seq ?? -1);
  return (
    <Page
      title="Events"
      summary={
        frozen === null
          ? "What changed and what failed, newest first"
          : `Paused, ${unseen === 0 ? "nothing new" : `${plural(unseen, "new event")}`}`
      }
      actions={
        <Button
          icon={frozen === null ? <Pause /> : <Play />}
          onClick={() => setFrozen(frozen === null ? live : null)}
        >
          {frozen === null ? "Pause" : "Resume"}
        </Button>
      }
    >
      <Panel isFlush>
        <EventFilters filter={filter} onChange={setFilter} />
        <Timeline events={events} filter={filter} onClear={() => setFilter(everything)} />
      </Panel>
    </Page>
  );
}

function countAfter(events: readonly BalancerEvent[], seq: number): number {
  return events.filter((event) => event.seq > seq).length;
}

function Timeline({
  events,
  filter,
  onClear,
}: {
  readonly events: readonly BalancerEvent[];
  readonly filter: EventFilter;
  readonly onClear: () => void;
}) {
  const now = useNow();
  const [limit, setLimit] = useState(shownAtOnce);
  const { listed, matching } = useMemo(
    () => listEvents(events, filter, limit),
    [events, filter, limit],
  );
  if (events.length === 0)
    return (
      <EmptyState
        icon={<ScrollText />}
        title="Nothing happened yet"
        reason="Each state change of a server, each change of the configuration and each failure appears here with its reason."
      />
    );
  if (listed.length === 0)
    return (
      <EmptyState
        icon={<ScrollText />}
        title="No event matches"
        reason={`${plural(events.length, "event")} are kept here, but the filter hides all of them.`}
        actions={<Button onClick={onClear}>Clear the filter</Button>}
      />
    );
  return (
    <>
      <ol className="event-list" aria-label="Events">
        {listed.map((item) => (
          <EventItem key={item.event.seq} item={item} now={now} />
        ))}
      </ol>
      <footer className="event-foot">
        {matching > listed.length ? (
          <Button size="small" onClick={() => setLimit(limit + shownAtOnce)}>
            Show older
          </Button>
        ) : (
          <p>
            The console keeps the latest {eventsKept.toLocaleString("en").replace(",", "\u202f")}{" "}
            events; older ones are in the log.
          </p>
        )}
      </footer>
    </>
  );
}

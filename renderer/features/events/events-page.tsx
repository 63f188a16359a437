// What changed and what failed, newest first. Pausing keeps the list still while the balancer goes on.
import { Pause, Play, ScrollText } from "lucide-react";
import { useMemo, useState } from "react";
import { useStore } from "zustand";
import type { BalancerEvent } from "../../../balancer-core/contract/records.ts";
import { Button } from "../../components/ui/button.tsx";
import { EmptyState } from "../../components/ui/notice.tsx";
import { Page, Panel } from "../../components/ui/panel.tsx";
import { textOf } from "../../i18n/i18n.ts";
import { useText } from "../../i18n/use-text.ts";
import { eventsKept, eventsStore } from "../../state/events-store.ts";
import { useCommands } from "../../state/use-commands.ts";
import { EventFilters } from "./event-filters.tsx";
import { type EventFilter, everything, listEvents } from "./event-groups.ts";
import { Timeline } from "./timeline.tsx";
import "./events-page.css";

export function EventsPage() {
  const t = useText("events");
  const live = useStore(eventsStore, (state) => state.events);
  const [frozen, setFrozen] = useState<readonly BalancerEvent[] | null>(null);
  const [filter, setFilter] = useState(everything);
  const events = frozen ?? live;
  const unseen = frozen === null ? 0 : countAfter(live, frozen.at(-1)?.seq ?? -1);
  const toggle = () => setFrozen(frozen === null ? live : null);
  useCommands([
    {
      id: "events.pause-list",
      section: "view",
      title: () => textOf("events")(frozen === null ? "pause" : "resume"),
      shortcuts: ["p"],
      run: toggle,
    },
  ]);
  const pausedWords = unseen === 0 ? t("pausedNothing") : t("paused", { count: unseen });
  return (
    <Page
      title={t("title")}
      isFilling
      summary={frozen === null ? t("summary") : pausedWords}
      actions={
        <Button
          icon={frozen === null ? <Pause /> : <Play />}
          aria-pressed={frozen !== null}
          onClick={toggle}
        >
          {frozen === null ? t("pause") : t("resume")}
        </Button>
      }
    >
      <Panel isFlush className="events-panel">
        <EventFilters events={events} filter={filter} onChange={setFilter} />
        <Events events={events} filter={filter} onClear={() => setFilter(everything)} />
      </Panel>
    </Page>
  );
}

function countAfter(events: readonly BalancerEvent[], seq: number): number {
  return events.filter((event) => event.seq > seq).length;
}

function Events({
  events,
  filter,
  onClear,
}: {
  readonly events: readonly BalancerEvent[];
  readonly filter: EventFilter;
  readonly onClear: () => void;
}) {
  const t = useText("events");
  const listed = useMemo(() => listEvents(events, filter), [events, filter]);
  if (events.length === 0)
    return <EmptyState icon={<ScrollText />} title={t("empty")} reason={t("emptyReason")} />;
  if (listed.length === 0)
    return (
      <EmptyState
        icon={<ScrollText />}
        title={t("none")}
        reason={t("noneReason", { count: events.length })}
        actions={<Button onClick={onClear}>{t("clear")}</Button>}
      />
    );
  return (
    <>
      <Timeline listed={listed} />
      <footer className="event-foot">
        <span role="status">
          {listed.length === events.length
            ? t("count", { count: listed.length })
            : t("countOf", { shown: listed.length, all: events.length })}
        </span>{" "}
        <span>{t("kept", { kept: eventsKept })}</span>
      </footer>
    </>
  );
}

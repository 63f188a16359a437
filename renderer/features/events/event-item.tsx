// One event of the timeline: what kind, what happened with links to the objects, why and by whom, and when.
import { FileCode2, FlaskConical, type LucideIcon, Plug, Power, Server } from "lucide-react";
import { serverStateSchema } from "../../../balancer-core/contract/snapshot.ts";
import { StateGlyph } from "../../components/ui/state-chip.tsx";
import { classNames } from "../../lib/class-names.ts";
import { formatAgo, formatClock, plural } from "../../lib/format.ts";
import { select } from "../../state/selection-store.ts";
import type { EventKind, ListedEvent } from "./event-groups.ts";
import { messageParts } from "./event-message.ts";
import { kindWords } from "./event-words.ts";

const icons: Readonly<Record<EventKind, LucideIcon>> = {
  "server-state": Server,
  config: FileCode2,
  listener: Plug,
  lifecycle: Power,
  lab: FlaskConical,
};

export function EventItem({
  item: { event, isMinuteFirst, isDayFirst, missingBefore },
  now,
}: {
  readonly item: ListedEvent;
  readonly now: number;
}) {
  const { at, level, kind, reason, author } = event;
  return (
    <li className={classNames("event", isMinuteFirst && "event-minute")}>
      {isDayFirst && <h2 className="event-day">{dayText(at, now)}</h2>}
      <div className={classNames("event-row", level !== "info" && `event-${level}`)}>
        <time className="event-time figures" dateTime={at} title={new Date(at).toLocaleString()}>
          <span className={isMinuteFirst ? undefined : "event-same"}>
            {formatClock(at).slice(0, 5)}
          </span>
          {formatClock(at).slice(5)}
        </time>
        <span className="event-glyph">
          <EventGlyph event={event} />
        </span>
        <div className="event-words">
          <p>
            {level !== "info" && <span className="visually-hidden">{level}: </span>}
            {messageParts(event).map(({ text, target }) =>
              target ? (
                <button
                  key={`${target.kind} ${text}`}
                  type="button"
                  className="event-link"
                  onClick={() => select(target)}
                >
                  {text}
                </button>
              ) : (
                <span key={text}>{text}</span>
              ),
            )}
          </p>
          {reason !== undefined && !event.message.includes(reason) && (
            <p className="event-reason">{reason}</p>
          )}
        </div>
        <span className="event-kind">
          {kindWords[kind]}
          {author !== undefined && `, by ${author}`}
        </span>
        <span className="event-ago">{formatAgo(at, now)}</span>
      </div>
      {missingBefore > 0 && (
        <p className="event-gap">
          {plural(missingBefore, "event")} not shown: this console was not connected then. The log
          has them.
        </p>
      )}
    </li>
  );
}

function EventGlyph({ event }: { readonly event: ListedEvent["event"] }) {
  const state = serverStateSchema.options.find((known) => known === event.to);
  if (event.kind === "server-state" && state) return <StateGlyph state={state} size={15} />;
  const Icon = icons[event.kind];
  return <Icon aria-hidden="true" />;
}

function dayText(at: string, now: number): string {
  const day = new Date(at);
  if (day.toDateString() === new Date(now).toDateString()) return "Today";
  return day.toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long" });
}

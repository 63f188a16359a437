// One event of the timeline: what kind, what happened with links to the objects, why and by whom, and when.
import { FileCode2, FlaskConical, type LucideIcon, Plug, Power, Server } from "lucide-react";
import { authorSchema } from "../../../balancer-core/contract/config-history.ts";
import { serverStateSchema } from "../../../balancer-core/contract/snapshot.ts";
import { StateGlyph } from "../../components/ui/state-chip.tsx";
import { i18n, textOf } from "../../i18n/i18n.ts";
import { useText } from "../../i18n/use-text.ts";
import { classNames } from "../../lib/class-names.ts";
import { formatAgo, formatClock } from "../../lib/format.ts";
import { routeHref } from "../../lib/hash-route.ts";
import { capitalised } from "../../lib/sentence.ts";
import { useTimeText } from "../../lib/use-time-text.ts";
import { select } from "../../state/selection-store.ts";
import type { EventKind, ListedEvent } from "./event-groups.ts";
import { messageParts } from "./event-message.ts";

const icons: Readonly<Record<EventKind, LucideIcon>> = {
  "server-state": Server,
  config: FileCode2,
  listener: Plug,
  lifecycle: Power,
  lab: FlaskConical,
};

export function EventItem({
  item: { event, isMinuteFirst, isDayFirst, missingBefore },
}: {
  readonly item: ListedEvent;
}) {
  const t = useText("events");
  const { at, level, kind, reason, author } = event;
  const ago = useTimeText((now) => formatAgo(at, now));
  const name = t(`kindName.${kind}`);
  return (
    <>
      {isDayFirst && <h2 className="event-day">{dayText(at, t("today"))}</h2>}
      <div className={classNames("event-row", level !== "info" && `event-${level}`)}>
        <time
          className="event-time figures"
          dateTime={at}
          title={new Date(at).toLocaleString(i18n.language)}
        >
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
            {level !== "info" && (
              <span className="visually-hidden">{t(`levelWord.${level}`)}: </span>
            )}
            <Message event={event} />
          </p>
          {reason !== undefined && !event.message.includes(reason) && (
            <p className="event-reason">{capitalised(reason)}</p>
          )}
        </div>
        <span className="event-kind">
          {author === undefined ? name : t("by", { kind: name, author: authorName(author) })}
        </span>
        <span className="event-ago">{ago}</span>
      </div>
      {missingBefore > 0 && <p className="event-gap">{t("gap", { count: missingBefore })}</p>}
    </>
  );
}

/** An author that the catalogue does not know yet is still told. */
function authorName(author: string): string {
  const known = authorSchema.options.find((name) => name === author);
  return known === undefined ? author : textOf("events")(`authorName.${known}`);
}

function Message({ event }: { readonly event: ListedEvent["event"] }) {
  const t = useText("events");
  const { kind } = event;
  const parts = messageParts(event);
  const isLinked = parts.some(({ target }) => target !== null);
  return (
    <>
      {parts.map(({ text, target }) =>
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
      {!isLinked && (kind === "config" || kind === "lab") && (
        <>
          {" "}
          <a className="event-link" href={routeHref(kind === "config" ? "configuration" : "lab")}>
            {t(`openPage.${kind}`)}
          </a>
        </>
      )}
    </>
  );
}

function EventGlyph({ event }: { readonly event: ListedEvent["event"] }) {
  const state = serverStateSchema.options.find((known) => known === event.to);
  if (event.kind === "server-state" && state) return <StateGlyph state={state} size={15} />;
  const Icon = icons[event.kind];
  return <Icon aria-hidden="true" />;
}

function dayText(at: string, today: string): string {
  const day = new Date(at);
  if (day.toDateString() === new Date().toDateString()) return today;
  const language = i18n.language === "en" ? "en-GB" : i18n.language;
  return day.toLocaleDateString(language, { weekday: "long", day: "numeric", month: "long" });
}

// One event of the timeline: what kind, what happened with links to the objects, why and by whom, and when.
import { FileCode2, FlaskConical, type LucideIcon, Plug, Power, Server } from "lucide-react";
import { useState } from "react";
import { authorSchema } from "../../../balancer-core/contract/config-history.ts";
import { serverStateSchema } from "../../../balancer-core/contract/snapshot.ts";
import { StateGlyph, stateColour } from "../../components/ui/state-chip.tsx";
import { coreText } from "../../i18n/core-text.ts";
import { i18n, textOf } from "../../i18n/i18n.ts";
import { useText } from "../../i18n/use-text.ts";
import { classNames } from "../../lib/class-names.ts";
import { formatAgo, formatClock } from "../../lib/format.ts";
import { routeHref } from "../../lib/hash-route.ts";
import { capitalised } from "../../lib/sentence.ts";
import { useTimeText } from "../../lib/use-time-text.ts";
import { type Selection, select } from "../../state/selection-store.ts";
import type { EventKind, ListedEvent } from "./event-groups.ts";
import { messageParts, shortened } from "./event-message.ts";

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
  const change = stateChangeOf(event);
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
          {level !== "info" && <span className="visually-hidden">{t(`levelWord.${level}`)}: </span>}
          {change ? (
            <StateChange change={change} reason={reason} />
          ) : (
            <>
              <Message event={event} />
              {reason !== undefined && !event.message.includes(reason) && (
                <p className="event-reason">{capitalised(coreText(reason))}</p>
              )}
            </>
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

/** What a server's change of state says by itself, so that it can be told in the console's language. */
function stateChangeOf({ kind, pool, server, from, to }: ListedEvent["event"]) {
  const [before, after] = [from, to].map((name) =>
    serverStateSchema.options.find((known) => known === name),
  );
  if (kind !== "server-state" || !pool || !server || !before || !after) return null;
  return { pool, server, before, after };
}

function StateChange({
  change: { pool, server, before, after },
  reason,
}: {
  readonly change: NonNullable<ReturnType<typeof stateChangeOf>>;
  readonly reason: string | undefined;
}) {
  const t = useText("events");
  const states = useText("common");
  return (
    <p>
      <ObjectLink target={{ kind: "server", pool, server }}>{server}</ObjectLink> {t("ofPool")}{" "}
      <ObjectLink target={{ kind: "pool", pool }}>{pool}</ObjectLink>
      <span className="event-change">
        {" "}
        {states(`state.${before}`)} →{" "}
        <strong style={{ color: stateColour(after) }}>{states(`state.${after}`)}</strong>
      </span>{" "}
      {reason !== undefined && <span className="event-cause">{capitalised(coreText(reason))}</span>}
    </p>
  );
}

function ObjectLink({
  target,
  children,
}: {
  readonly target: Selection;
  readonly children: string;
}) {
  return (
    <button type="button" className="event-link" onClick={() => select(target)}>
      {children}
    </button>
  );
}

function Message({ event }: { readonly event: ListedEvent["event"] }) {
  const t = useText("events");
  const [isWhole, setIsWhole] = useState(false);
  const { kind } = event;
  const message = coreText(event.message);
  const { text, more } = shortened(message);
  const parts = messageParts({ ...event, message: isWhole ? message : text });
  const isLinked = parts.some(({ target }) => target !== null);
  return (
    // What log and API say, to be searched for and pasted.
    <p title={message === event.message ? undefined : event.message}>
      {parts.map(({ text: words, target }, index) =>
        target ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a message never move.
          <ObjectLink key={index} target={target}>
            {words}
          </ObjectLink>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a message never move.
          <span key={index}>{words}</span>
        ),
      )}
      {more > 0 && (
        <>
          {" "}
          <button
            type="button"
            className="event-more"
            aria-expanded={isWhole}
            onClick={() => setIsWhole(!isWhole)}
          >
            {isWhole ? t("less") : t("more", { count: more })}
          </button>
        </>
      )}
      {!isLinked && (kind === "config" || kind === "lab") && (
        <>
          {" "}
          <a className="event-link" href={routeHref(kind === "config" ? "configuration" : "lab")}>
            {t(`openPage.${kind}`)}
          </a>
        </>
      )}
    </p>
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

// The calm line above the canvas: is anything down and why, errors now, what just changed.
import { ArrowRight } from "lucide-react";
import { useStore } from "zustand";
import type { Snapshot } from "../../../balancer-core/contract/snapshot.ts";
import { StateGlyph, stateColour, stateWord } from "../../components/ui/state-chip.tsx";
import {
  formatAgo,
  formatMilliseconds,
  groupDigits,
  measureRate,
  plural,
} from "../../lib/format.ts";
import { routeHref } from "../../lib/hash-route.ts";
import { useTimeText } from "../../lib/use-time-text.ts";
import { eventsStore } from "../../state/events-store.ts";
import { select } from "../../state/selection-store.ts";
import { type Situation, situationOf } from "./situation.ts";
import "./situation-strip.css";

export function SituationStrip({ snapshot }: { readonly snapshot: Snapshot }) {
  const situation = situationOf(snapshot);
  return (
    <div className="situation">
      <Health situation={situation} />
      <Errors situation={situation} />
      <LatestChange />
    </div>
  );
}

function Health({
  situation: { worst, others, servers, resting },
}: {
  readonly situation: Situation;
}) {
  if (!worst)
    return (
      <section className="situation-part" aria-label="Health">
        <StateGlyph state={servers === 0 ? "unchecked" : "up"} size={16} />
        <p className="situation-headline">
          {servers === 0 ? "No servers yet" : calmWords(servers, resting)}
        </p>
        <p className="situation-detail">
          {servers === 0
            ? "Requests get 503 until one is added"
            : "Every server that should serve does"}
        </p>
      </section>
    );
  const { pool, server } = worst;
  return (
    <section className="situation-part" aria-label="Health">
      <StateGlyph state={server.state} size={16} />
      <p className="situation-headline">
        <button
          type="button"
          className="situation-server"
          onClick={() => select({ kind: "server", pool, server: server.id })}
        >
          {server.id}
        </button>{" "}
        <span style={{ color: stateColour(server.state) }}>
          is {stateWord(server.state).toLowerCase()}
        </span>
        {others > 0 && <span className="situation-more"> and {others} more to look at</span>}
      </p>
      <WorstDetail reason={server.reason} check={server.lastCheck} />
    </section>
  );
}

const calmWords = (servers: number, resting: number): string =>
  resting === 0
    ? `All ${plural(servers, "server")} up`
    : `Nothing is down, ${resting} of ${servers} taken out`;

function WorstDetail({
  reason,
  check,
}: {
  readonly reason: string;
  readonly check: { readonly at: string; readonly durationMs: number } | null;
}) {
  const ago = useTimeText((now) => (check ? formatAgo(check.at, now) : ""));
  return (
    <p className="situation-detail" title={reason}>
      {reason}
      {check && `, last check ${ago} in ${formatMilliseconds(check.durationMs)}`}
    </p>
  );
}

function Errors({ situation }: { readonly situation: Situation }) {
  const { errorRate, failing, ownAnswers } = situation;
  const own = ownAnswers.reduce((sum, [, count]) => sum + count, 0);
  return (
    <section className="situation-part" aria-label="Errors">
      <p className="situation-headline">
        {errorRate > 0 ? (
          <span className="situation-alarm">
            <span className="figures">{measureRate(errorRate).value}</span> server errors a second
          </span>
        ) : (
          "No server errors now"
        )}
        {errorRate > 0 && failing !== null && (
          <span className="situation-more"> most from {failing}</span>
        )}
      </p>
      <p
        className="situation-detail"
        title={ownAnswers.map(([code, count]) => `${count} ${code}`).join(", ")}
      >
        {own === 0
          ? "Balancer’s own: none since it started"
          : `Balancer’s own: ${groupDigits(own)}, mostly ${ownAnswers[0]?.[0] ?? ""}`}
      </p>
    </section>
  );
}

function LatestChange() {
  const event = useStore(eventsStore, ({ events }) => events.at(-1));
  const ago = useTimeText((now) => (event ? formatAgo(event.at, now) : ""));
  return (
    <section className="situation-part" aria-label="Latest change">
      <p className="situation-headline situation-event" title={event?.message}>
        {event ? asSentence(event.message) : "Nothing has changed yet"}
      </p>
      <p className="situation-detail situation-change">
        {event && <span>{event.reason === undefined ? ago : `${ago}, ${event.reason}`}</span>}
        <a className="situation-link" href={routeHref("events")}>
          All events <ArrowRight aria-hidden="true" />
        </a>
      </p>
    </section>
  );
}

const asSentence = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

// The calm line above the canvas: is anything down and why, errors now, what just changed.

import { ArrowRight } from "lucide-react";
import { useStore } from "zustand";
import type { BalancerEvent } from "../../../balancer-core/contract/records.ts";
import {
  type ServerSnapshot,
  type Snapshot,
  serverStateSchema,
} from "../../../balancer-core/contract/snapshot.ts";
import { StateGlyph, stateColour } from "../../components/ui/state-chip.tsx";
import type { Text } from "../../i18n/catalogue-types.ts";
import { coreText } from "../../i18n/core-text.ts";
import { RichText } from "../../i18n/rich-text.tsx";
import { stateInside } from "../../i18n/state-inside.ts";
import { useText } from "../../i18n/use-text.ts";
import { formatAgo, formatMilliseconds, measureRate } from "../../lib/format.ts";
import { routeHref } from "../../lib/hash-route.ts";
import { capitalised } from "../../lib/sentence.ts";
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
  const t = useText("topology");
  if (!worst)
    return (
      <section className="situation-part" aria-label={t("health")}>
        <StateGlyph state={servers === 0 ? "unchecked" : "up"} size={16} />
        <p className="situation-headline">
          {servers === 0 ? t("noServers") : calmWords(t, servers, resting)}
        </p>
        <p className="situation-detail">{servers === 0 ? t("noServersDetail") : t("calmDetail")}</p>
      </section>
    );
  const { pool, server } = worst;
  return (
    <section className="situation-part" aria-label={t("health")}>
      <StateGlyph state={server.state} size={16} />
      <p className="situation-headline">
        <RichText
          from="topology"
          text="worst"
          values={{ state: stateInside(server.state) }}
          parts={{
            server: (
              <button
                type="button"
                className="situation-server"
                onClick={() => select({ kind: "server", pool, server: server.id })}
              >
                {server.id}
              </button>
            ),
            state: <span style={{ color: stateColour(server.state) }} />,
          }}
        />
        {others > 0 && <span className="situation-more"> {t("more", { others })}</span>}
      </p>
      <WorstDetail server={server} />
    </section>
  );
}

const calmWords = (t: Text<"topology">, servers: number, resting: number): string =>
  resting === 0 ? t("allUp", { count: servers }) : t("calmOut", { out: resting, servers });

/** Why, and when that was seen last. A drain was nobody's finding. */
function WorstDetail({
  server: { reason, lastCheck, drain },
}: {
  readonly server: Pick<ServerSnapshot, "reason" | "lastCheck" | "drain">;
}) {
  const t = useText("topology");
  const check = drain === null ? lastCheck : null;
  const ago = useTimeText((now) => (check ? formatAgo(check.at, now) : ""));
  return (
    <p className="situation-detail situation-change">
      <span title={coreText(reason)}>{capitalised(coreText(reason))}</span>
      {check && (
        <span
          className="situation-when"
          title={t("lastCheckIn", { duration: formatMilliseconds(check.durationMs) })}
        >
          {t("checkedAgo", { ago })}
        </span>
      )}
    </p>
  );
}

function Errors({ situation }: { readonly situation: Situation }) {
  const { errorRate, failing, ownAnswers } = situation;
  const t = useText("topology");
  const own = ownAnswers.reduce((sum, [, count]) => sum + count, 0);
  return (
    <section className="situation-part" aria-label={t("errors")}>
      <p className="situation-headline">
        {errorRate > 0 ? (
          <span className="situation-alarm">
            <RichText
              from="topology"
              text="serverErrors"
              values={{ rate: measureRate(errorRate).value }}
              parts={{ figure: <span className="figures" /> }}
            />
          </span>
        ) : (
          t("noErrors")
        )}
        {errorRate > 0 && failing !== null && (
          <span className="situation-more"> {t("mostFrom", { server: failing })}</span>
        )}
      </p>
      <p
        className="situation-detail"
        title={ownAnswers.map(([code, count]) => `${count} ${code}`).join(", ")}
      >
        {own === 0 ? t("ownNone") : t("ownSome", { own, code: ownAnswers[0]?.[0] ?? "" })}
      </p>
    </section>
  );
}

function LatestChange() {
  const t = useText("topology");
  const event = useStore(eventsStore, ({ events }) => events.at(-1));
  const ago = useTimeText((now) => (event ? formatAgo(event.at, now) : ""));
  const reason = event?.reason === undefined ? undefined : coreText(event.reason);
  return (
    <section className="situation-part" aria-label={t("latestChange")}>
      <p className="situation-headline situation-event" title={event && coreText(event.message)}>
        {event ? <Change event={event} /> : t("nothingChanged")}
      </p>
      <p className="situation-detail situation-change">
        {event && <span title={reason}>{reason === undefined ? ago : `${ago}, ${reason}`}</span>}
        <a className="situation-link" href={routeHref("events")}>
          {t("allEvents")} <ArrowRight aria-hidden="true" />
        </a>
      </p>
    </section>
  );
}

/** A change of state in few words, because its reason stands below; everything else says itself. */
function Change({ event: { kind, message, server, from, to } }: { readonly event: BalancerEvent }) {
  const before = serverStateSchema.safeParse(from);
  const after = serverStateSchema.safeParse(to);
  if (kind !== "server-state" || server === undefined || !before.success || !after.success)
    return capitalised(coreText(message));
  return (
    <>
      <strong>{server}</strong> {stateInside(before.data)} →{" "}
      <span style={{ color: stateColour(after.data) }}>{stateInside(after.data)}</span>
    </>
  );
}

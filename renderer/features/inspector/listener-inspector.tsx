// One listener: where it accepts, whether it does, what it answered itself and why, and where its requests go.
import { CircleDot, CircleSlash, OctagonX } from "lucide-react";
import { useStore } from "zustand";
import { errorRows, isErrorCode } from "../../../balancer-core/contract/error-codes.ts";
import type { ListenerSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import { Figure } from "../../components/ui/figure.tsx";
import { EmptyState } from "../../components/ui/notice.tsx";
import { coreText } from "../../i18n/core-text.ts";
import { errorSentence } from "../../i18n/error-sentence.ts";
import { useText } from "../../i18n/use-text.ts";
import { groupDigits, measureRate } from "../../lib/format.ts";
import { capitalised } from "../../lib/sentence.ts";
import { select } from "../../state/selection-store.ts";
import { seriesKey } from "../../state/series-rings.ts";
import {
  selectListener,
  selectListeners,
  selectPools,
  snapshotStore,
} from "../../state/snapshot-store.ts";
import { InspectorHeading, Section } from "./inspector-section.tsx";
import { ListenerCharts, OwnAnswersChart } from "./listener-charts.tsx";
import { feedsAlone } from "./listener-history.ts";
import { ListenerRoutes } from "./listener-routes.tsx";
import { ListenerSettings } from "./listener-settings.tsx";
import { GroupCharts } from "./server-charts.tsx";

const stateIcons = { listening: CircleDot, failed: OctagonX, stopped: CircleSlash };

export function ListenerInspector({ listener: id }: { readonly listener: string }) {
  const t = useText("inspector");
  const listener = useStore(snapshotStore, selectListener(id));
  if (!listener) return <EmptyState title={t("gone", { id })} reason={t("goneListener")} />;
  const { address, protocol, state, error, requestRate, activeConnections, totalConnections } =
    listener;
  const Icon = stateIcons[state];
  return (
    <>
      <InspectorHeading title={id} detail={`${protocol} ${address}`}>
        <div className="inspector-state">
          <p className={`inspector-listener inspector-listener-${state}`}>
            <Icon aria-hidden="true" />
            {t(`listenerState.${state}`)}
          </p>
          {error !== null && <p className="inspector-reason">{capitalised(coreText(error))}</p>}
        </div>
      </InspectorHeading>
      <div className="inspector-now">
        <Figure label={t("figure.requests")} measure={measureRate(requestRate)} />
        <Figure
          label={t("figure.connections")}
          measure={{ value: groupDigits(activeConnections), unit: "" }}
        />
        <Figure
          label={t("figure.total")}
          measure={{ value: groupDigits(totalConnections), unit: "" }}
        />
      </div>
      <ListenerCharts listener={listener} />
      <Section title={t("reaches")}>
        <ul className="inspector-pools">
          {listener.pools.map((pool) => (
            <li key={pool}>
              <button
                type="button"
                className="inspector-link"
                onClick={() => select({ kind: "pool", pool })}
              >
                {pool}
              </button>
            </li>
          ))}
        </ul>
        <ListenerRoutes id={id} />
      </Section>
      <Section title={t("ownAnswers")} term="ownAnswer">
        <OwnAnswersChart listener={listener} />
        <OwnAnswers answers={listener.ownAnswers} />
      </Section>
      <ServersBehind listener={id} pools={listener.pools} />
      <ListenerSettings id={id} />
    </>
  );
}

/** What the servers it reaches did: for this listener where no other leads to them, else for all, since servers know only pools. */
function ServersBehind({
  listener,
  pools: names,
}: {
  readonly listener: string;
  readonly pools: readonly string[];
}) {
  const t = useText("inspector");
  const pools = useStore(snapshotStore, selectPools);
  const isAlone = useStore(snapshotStore, (state) => feedsAlone(selectListeners(state), listener));
  const keys = pools
    .filter(({ id }) => names.includes(id))
    .flatMap(({ id, servers }) => servers.map((server) => seriesKey(id, server.id)));
  if (keys.length === 0) return null;
  return (
    <Section title={t("behind")}>
      <p className="inspector-note">{t(isAlone ? "behindAlone" : "behindNote")}</p>
      <GroupCharts pools={names} keys={keys} listener={listener} />
    </Section>
  );
}

/** The balancer's own errors, apart from those that servers answered. */
function OwnAnswers({ answers }: { readonly answers: ListenerSnapshot["ownAnswers"] }) {
  const t = useText("inspector");
  const rows = Object.entries(answers)
    .filter(([, count]) => count > 0)
    .sort(([, left], [, right]) => right - left);
  if (rows.length === 0) return <p className="inspector-note">{t("noOwnAnswers")}</p>;
  return (
    <ul className="inspector-answers">
      {rows.map(([code, count]) => (
        <li key={code}>
          <span className="inspector-answer-code">
            {isErrorCode(code) && <span className="figures">{errorRows[code].httpStatus}</span>}
            <code>{code}</code>
          </span>
          <span className="figures">{groupDigits(count)}</span>
          <p>{isErrorCode(code) ? errorSentence(code) : t("unknownCode")}</p>
        </li>
      ))}
    </ul>
  );
}

// Simulated servers and traffic generators with their knobs: real sockets in this process, turned while they run.

import { useStore } from "zustand";
import type { LabStatus } from "../../../balancer-core/contract/lab-status.ts";
import { Button } from "../../components/ui/button.tsx";
import { Skeleton } from "../../components/ui/notice.tsx";
import { Page, Panel } from "../../components/ui/panel.tsx";
import { Tabs } from "../../components/ui/tabs.tsx";
import type { Text } from "../../i18n/catalogue-types.ts";
import { useText } from "../../i18n/use-text.ts";
import { navigate, useRoute } from "../../lib/hash-route.ts";
import { labStore } from "../../state/lab-store.ts";
import { selectListeners, snapshotStore } from "../../state/snapshot-store.ts";
import {
  AddTrafficButton,
  type AddTrafficRef,
  useFocusAfterRemoval,
} from "./add-traffic-button.tsx";
import { ComparePart } from "./compare-part.tsx";
import { LabEmpty, labSnippet, serversSnippet, trafficSnippet } from "./lab-empty.tsx";
import { LabServerCard } from "./lab-server-card.tsx";
import { scaleOf } from "./latency-density.ts";
import { defaultLatency } from "./latency-form.ts";
import { StopScenario } from "./scenario-run.tsx";
import { ScenariosPart } from "./scenarios-part.tsx";
import { TrafficCard } from "./traffic-card.tsx";
import "./lab.css";
import "./scenarios.css";

const parts = ["workbench", "scenarios", "compare"] as const;

export function LabPage() {
  const t = useText("lab");
  const words = useText("scenarios");
  const lab = useStore(labStore, (state) => state.lab);
  const [rest] = useRoute().rest;
  const open = parts.find((part) => part === rest) ?? "workbench";
  const content = (part: (typeof parts)[number], { scenario }: LabStatus) => {
    if (part === "scenarios") return <ScenariosPart run={scenario} />;
    return part === "compare" ? <ComparePart run={scenario} /> : <Workbench />;
  };
  return (
    <Page title={t("title")} term="lab" summary={lab === null ? undefined : summaryOf(lab, t)}>
      {lab === null && <Skeleton height={240} />}
      {lab !== null && (
        <>
          <PlayingStrip run={lab.scenario} open={open} />
          <Tabs
            label={words("tabs")}
            open={open}
            onOpen={(id) => navigate("lab", id)}
            tabs={parts.map((id) => ({
              id,
              label: words(`tab.${id}`),
              content: content(id, lab),
            }))}
          />
        </>
      )}
    </Page>
  );
}

/** Says what plays where it cannot be seen. */
function PlayingStrip({
  run,
  open,
}: {
  readonly run: LabStatus["scenario"];
  readonly open: (typeof parts)[number];
}) {
  const t = useText("scenarios");
  if (run === undefined || run.state === "ended") return null;
  const place = run.id === "side-by-side" ? "compare" : "scenarios";
  if (place === open) return null;
  return (
    <div className="scenario-strip" role="status">
      <span>{t("playing", { title: t(`title.${run.id}`) })}</span>
      <Button size="small" onClick={() => navigate("lab", place)}>
        {t("show")}
      </Button>
      <StopScenario />
    </div>
  );
}

function Workbench() {
  const lab = useStore(labStore, (state) => state.lab);
  const add = useFocusAfterRemoval(lab?.traffic.length ?? 0);
  if (lab === null) return null;
  if (isEmpty(lab)) return <EmptyLab add={add} />;
  return (
    <div className="lab-stack">
      <TrafficPart lab={lab} add={add} />
      <ServersPart lab={lab} />
    </div>
  );
}

const isEmpty = ({ servers, traffic }: LabStatus): boolean =>
  servers.length === 0 && traffic.length === 0;

function EmptyLab({ add }: { readonly add: AddTrafficRef }) {
  const t = useText("lab");
  const listeners = useStore(snapshotStore, selectListeners);
  return (
    <Panel>
      <LabEmpty
        title={t("empty")}
        reason={t("emptyReason")}
        snippet={labSnippet(listeners[0]?.id ?? "web")}
        action={listeners.length > 0 && <AddTrafficButton ref={add} variant="primary" />}
      />
    </Panel>
  );
}

function summaryOf({ servers, traffic }: LabStatus, t: Text<"lab">): string {
  if (isEmpty({ servers, traffic })) return t("summaryEmpty");
  const running = servers.filter(({ state }) => state === "running").length;
  const sending = traffic.filter((generator) => generator.running).length;
  return t("summary", {
    servers: t("running", { running, count: servers.length }),
    traffic: sending === 0 ? t("noTraffic") : t("sending", { count: sending }),
  });
}

function TrafficPart({ lab, add }: { readonly lab: LabStatus; readonly add: AddTrafficRef }) {
  const t = useText("lab");
  const listeners = useStore(snapshotStore, selectListeners);
  return (
    <section aria-labelledby="lab-traffic">
      <div className="lab-heading-row">
        <h2 id="lab-traffic" className="lab-heading">
          {t("traffic")}
        </h2>
        {lab.traffic.length > 0 && <AddTrafficButton ref={add} size="small" />}
      </div>
      {lab.traffic.length === 0 ? (
        <Panel>
          <LabEmpty
            title={t("noGenerators")}
            reason={t("noGeneratorsReason")}
            snippet={trafficSnippet(listeners[0]?.id ?? "web")}
            action={listeners.length > 0 && <AddTrafficButton ref={add} variant="primary" />}
          />
        </Panel>
      ) : (
        <div className="lab-stack">
          {lab.traffic.map((traffic) => (
            <TrafficCard key={traffic.config.id} traffic={traffic} />
          ))}
        </div>
      )}
    </section>
  );
}

function ServersPart({ lab }: { readonly lab: LabStatus }) {
  const t = useText("lab");
  const maxMs = Math.max(
    ...lab.servers.map(({ config }) => scaleOf(config.latency ?? defaultLatency)),
  );
  return (
    <section aria-labelledby="lab-servers">
      <h2 id="lab-servers" className="lab-heading">
        {t("servers")}
      </h2>
      {lab.servers.length === 0 ? (
        <Panel>
          <LabEmpty title={t("noServers")} reason={t("noServersReason")} snippet={serversSnippet} />
        </Panel>
      ) : (
        <div className="lab-grid">
          {lab.servers.map((server) => (
            <LabServerCard key={server.config.id} server={server} maxMs={maxMs} />
          ))}
        </div>
      )}
    </section>
  );
}

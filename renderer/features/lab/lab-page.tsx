// Simulated servers and traffic generators with their knobs: real sockets in this process, turned while they run.
import { useStore } from "zustand";
import type { LabStatus } from "../../../balancer-core/contract/lab-status.ts";
import { Skeleton } from "../../components/ui/notice.tsx";
import { Page, Panel } from "../../components/ui/panel.tsx";
import { plural } from "../../lib/format.ts";
import { labStore } from "../../state/lab-store.ts";
import { selectListeners, snapshotStore } from "../../state/snapshot-store.ts";
import { LabEmpty, labSnippet, serversSnippet, trafficSnippet } from "./lab-empty.tsx";
import { LabServerCard } from "./lab-server-card.tsx";
import { scaleOf } from "./latency-density.ts";
import { defaultLatency } from "./latency-form.ts";
import { TrafficCard } from "./traffic-card.tsx";
import "./lab.css";

export function LabPage() {
  const lab = useStore(labStore, (state) => state.lab);
  return (
    <Page title="Lab" summary={lab === null ? undefined : summaryOf(lab)}>
      {lab === null && <Skeleton height={240} />}
      {lab !== null && isEmpty(lab) && <EmptyLab />}
      {lab !== null && !isEmpty(lab) && (
        <>
          <TrafficPart lab={lab} />
          <ServersPart lab={lab} />
        </>
      )}
    </Page>
  );
}

const isEmpty = ({ servers, traffic }: LabStatus): boolean =>
  servers.length === 0 && traffic.length === 0;

function EmptyLab() {
  const listeners = useStore(snapshotStore, selectListeners);
  return (
    <Panel>
      <LabEmpty
        title="The lab is empty"
        reason="Simulated servers answer on real ports, as slowly and as badly as you like; generators send traffic to a listener. Add these lines, and the servers' addresses to a pool:"
        snippet={labSnippet(listeners[0]?.id ?? "web")}
      />
    </Panel>
  );
}

function summaryOf({ servers, traffic }: LabStatus): string {
  if (isEmpty({ servers, traffic })) return "Nothing is simulated";
  const running = servers.filter(({ state }) => state === "running").length;
  const sending = traffic.filter((generator) => generator.running).length;
  return `${running} of ${plural(servers.length, "simulated server")} running, ${
    sending === 0 ? "no traffic" : `${plural(sending, "generator")} sending`
  }`;
}

function TrafficPart({ lab }: { readonly lab: LabStatus }) {
  const listeners = useStore(snapshotStore, selectListeners);
  return (
    <section aria-labelledby="lab-traffic">
      <h2 id="lab-traffic" className="lab-heading">
        Traffic
      </h2>
      {lab.traffic.length === 0 ? (
        <Panel>
          <LabEmpty
            title="No traffic generators"
            reason="A generator sends requests to a listener from many client addresses. Add these lines to the configuration:"
            snippet={trafficSnippet(listeners[0]?.id ?? "web")}
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
  const maxMs = Math.max(
    ...lab.servers.map(({ config }) => scaleOf(config.latency ?? defaultLatency)),
  );
  return (
    <section aria-labelledby="lab-servers">
      <h2 id="lab-servers" className="lab-heading">
        Simulated servers
      </h2>
      {lab.servers.length === 0 ? (
        <Panel>
          <LabEmpty
            title="No simulated servers"
            reason="A simulated server answers on a real port, as slowly and as badly as you like. Add these lines, and the same addresses to a pool:"
            snippet={serversSnippet}
          />
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

// One traffic generator: start and stop, its knobs, and what it measured itself beside what the balancer measured.

import { Play, Square, Trash2 } from "lucide-react";
import { useState } from "react";
import type { TrafficStatus } from "../../../balancer-core/contract/lab-status.ts";
import { Button, IconButton } from "../../components/ui/button.tsx";
import { textOf } from "../../i18n/i18n.ts";
import { useText } from "../../i18n/use-text.ts";
import { classNames } from "../../lib/class-names.ts";
import { useActions } from "../../state/console-context.tsx";
import { TrafficCounts } from "./traffic-counts.tsx";
import { TrafficKnobs } from "./traffic-knobs.tsx";
import { TrafficLatency } from "./traffic-latency.tsx";
import { TrafficMore } from "./traffic-more.tsx";
import { withoutTraffic } from "./traffic-yaml.ts";

export function TrafficCard({ traffic }: { readonly traffic: TrafficStatus }) {
  const t = useText("lab");
  const { startTraffic, stopTraffic, updateTraffic, changeYaml } = useActions();
  const [isBusy, setIsBusy] = useState(false);
  const { config, running, error } = traffic;
  // A generator that never ran has nothing to show but its knobs.
  const isMeasured = running || traffic.sent > 0;
  const toggle = async () => {
    setIsBusy(true);
    await (running ? stopTraffic(config.id) : startTraffic(config.id));
    setIsBusy(false);
  };
  const remove = async () => {
    setIsBusy(true);
    await changeYaml(
      (yaml) => withoutTraffic(yaml, config.id),
      () => textOf("actions")("removedTraffic", { id: config.id }),
    );
    setIsBusy(false);
  };
  return (
    <section className="lab-card" aria-label={config.id}>
      <header className="lab-card-header">
        <div className="lab-card-name">
          <h3>{config.id}</h3>
          <p className="lab-card-detail">
            {running
              ? t("sendingTo", { target: config.target })
              : t("wouldSend", { target: config.target })}
          </p>
        </div>
        <div className="lab-card-actions">
          <Button
            icon={running ? <Square /> : <Play />}
            isBusy={isBusy}
            onClick={() => void toggle()}
          >
            {running ? t("stopTraffic") : t("startTraffic")}
          </Button>
          <IconButton
            label={t("removeTraffic")}
            icon={<Trash2 />}
            aria-disabled={isBusy}
            onClick={() => !isBusy && void remove()}
          />
        </div>
      </header>
      {error !== null && (
        <p className="lab-card-error" role="alert">
          {error}
        </p>
      )}
      <div className={classNames("lab-traffic", isMeasured && "lab-traffic-running")}>
        <div>
          <TrafficKnobs config={config} />
          <TrafficMore config={config} turn={(changes) => void updateTraffic(config.id, changes)} />
        </div>
        {isMeasured && (
          <div>
            <TrafficCounts traffic={traffic} />
            <TrafficLatency traffic={traffic} />
          </div>
        )}
      </div>
    </section>
  );
}

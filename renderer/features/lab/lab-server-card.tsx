// One simulated server as an instrument: whether it runs, how busy it is, and the knobs that make it slow, faulty or sick.

import { Power, RotateCcw } from "lucide-react";
import { useState } from "react";
import type { LabServerStatus } from "../../../balancer-core/contract/lab-status.ts";
import type { MethodParams } from "../../../balancer-core/contract/methods.ts";
import { Button } from "../../components/ui/button.tsx";
import { Slider } from "../../components/ui/slider.tsx";
import { StateGlyph, stateColour } from "../../components/ui/state-chip.tsx";
import { Switch } from "../../components/ui/switch.tsx";
import { coreText } from "../../i18n/core-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { formatPercent } from "../../lib/format.ts";
import { useActions } from "../../state/console-context.tsx";
import { CommitNumberField, wholeBetween } from "./commit-field.tsx";
import { FaultToggles } from "./fault-toggles.tsx";
import { LabServerLoad } from "./lab-server-load.tsx";
import { LatencyFields } from "./latency-fields.tsx";
import { defaultLatency } from "./latency-form.ts";
import { ServedServer } from "./served-server.tsx";

const looks = {
  running: "up",
  stopped: "down",
  failed: "degraded",
} as const;

export function LabServerCard({
  server,
  maxMs,
}: {
  readonly server: LabServerStatus;
  /** Right edge of every card's latency curve. */
  readonly maxMs: number;
}) {
  const t = useText("lab");
  const { updateLabServer } = useActions();
  const [isBusy, setIsBusy] = useState(false);
  const { config, address, state, error } = server;
  const { id, protocol = "http", concurrency = 16, errorRate = 0, health = "up" } = config;
  const look = looks[state];
  const turn = (changes: MethodParams<"lab-server.update">["changes"]) =>
    updateLabServer(id, changes);
  const isRunning = state === "running";
  const switchPower = async () => {
    setIsBusy(true);
    await turn({ running: !isRunning });
    setIsBusy(false);
  };
  return (
    <section className="lab-card" aria-label={id} data-simulated={address}>
      <header className="lab-card-header">
        <div className="lab-card-name">
          <h3>{id}</h3>
          <p className="lab-card-detail figures">
            {protocol} {address}
          </p>
        </div>
        <Button
          size="small"
          variant={isRunning ? "danger" : "plain"}
          icon={isRunning ? <Power /> : <RotateCcw />}
          isBusy={isBusy}
          onClick={() => void switchPower()}
        >
          {isRunning ? t("crash") : t("restart")}
        </Button>
      </header>
      <div className="lab-card-state">
        <p style={{ color: stateColour(look) }}>
          <StateGlyph state={look} />
          {t(`state.${state}`)}
        </p>
        <ServedServer address={address} />
      </div>
      {error !== null && (
        <p className="lab-card-error" role="alert">
          {coreText(error)}
        </p>
      )}
      <LabServerLoad server={server} concurrency={concurrency} />
      <LatencyFields
        latency={config.latency ?? defaultLatency}
        maxMs={maxMs}
        onCommit={(latency) => void turn({ latency })}
      />
      <div className="lab-card-knobs">
        <CommitNumberField
          label={t("concurrency")}
          value={concurrency}
          min={1}
          max={10_000}
          problemOf={wholeBetween(1, 10_000)}
          onCommit={(value) => void turn({ concurrency: value })}
        />
        {protocol === "http" && (
          <Switch
            label={t("healthAnswer")}
            isOn={health === "up"}
            words={[t("healthUp"), t("healthDown")]}
            onChange={(isOn) => void turn({ health: isOn ? "up" : "down" })}
          />
        )}
        <Slider
          label={protocol === "tcp" ? t("resetRate") : t("errorRate")}
          value={errorRate}
          min={0}
          max={1}
          step={0.01}
          format={formatPercent}
          onCommit={(value) => void turn({ errorRate: value })}
        />
      </div>
      <FaultToggles server={server} />
    </section>
  );
}

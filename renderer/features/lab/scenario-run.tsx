// A scenario that plays or has played: what to look for, where it is, what happens to latency, and what was measured.

import { Square } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { ScenarioRun as Run } from "../../../balancer-core/contract/scenario-status.ts";
import { Button } from "../../components/ui/button.tsx";
import { Panel } from "../../components/ui/panel.tsx";
import { useText } from "../../i18n/use-text.ts";
import { classNames } from "../../lib/class-names.ts";
import { routeHref } from "../../lib/hash-route.ts";
import { useActions } from "../../state/console-context.tsx";
import { ScenarioChart } from "./scenario-chart.tsx";
import { ScenarioMeasures } from "./scenario-measures.tsx";
import { findingText } from "./scenario-text.ts";

export function ScenarioRun({
  run,
  children,
}: {
  readonly run: Run;
  /** Between the chart and the measures. */
  readonly children?: ReactNode;
}) {
  const t = useText("scenarios");
  const isOver = run.state === "ended";
  return (
    <Panel
      className="scenario-run"
      title={t(`title.${run.id}`)}
      aside={<RunState run={run} />}
      actions={!isOver && <StopScenario />}
    >
      <div className="scenario-run-body">
        <div className="scenario-run-words">
          <p className="scenario-question">{t(`question.${run.id}`)}</p>
          <h3 className="scenario-heading">{t("lookFor")}</h3>
          <p>{t(`look.${run.id}`)}</p>
          {run.steps.length > 1 && (
            <>
              <h3 className="scenario-heading">{t("steps")}</h3>
              <Steps run={run} />
            </>
          )}
          {!isOver && <a href={routeHref("topology")}>{t("openTopology")}</a>}
        </div>
        <div className="scenario-run-figures">
          <ScenarioChart run={run} />
          {children}
          {run.findings.length > 0 && (
            <section aria-label={t("found")}>
              <h3 className="scenario-heading">{t("found")}</h3>
              <ul className="scenario-findings">
                {run.findings.map((finding) => (
                  <li key={finding.id}>{findingText(t, finding)}</li>
                ))}
              </ul>
            </section>
          )}
          {run.phases.length > 0 && (
            <div className="scenario-measures">
              <ScenarioMeasures run={run} />
            </div>
          )}
        </div>
      </div>
    </Panel>
  );
}

function RunState({ run }: { readonly run: Run }) {
  const t = useText("scenarios");
  if (run.state === "setting-up") return <span>{t("settingUp")}</span>;
  if (run.outcome === null) {
    const seconds = (ms: number) => `${Math.min(Math.round(ms / 1_000), run.lengthMs / 1_000)} s`;
    return (
      <span className="figures">
        {t("of", { at: seconds(run.elapsedMs), length: seconds(run.lengthMs) })}
      </span>
    );
  }
  return (
    <span role="status">
      {t(`outcome.${run.outcome}`)} {run.error}
    </span>
  );
}

function Steps({ run }: { readonly run: Run }) {
  const t = useText("scenarios");
  const now = run.steps.findIndex(({ id }) => id === run.step);
  const isOver = run.state === "ended";
  return (
    <ol className="scenario-steps">
      {run.steps.map(({ id, atMs }, index) => (
        <li
          key={id}
          aria-current={index === now ? "step" : undefined}
          className={classNames(
            index === now && "scenario-step-now",
            !isOver && index > now && "scenario-step-later",
          )}
        >
          {t(`step.${id}`)}
          <span className="figures scenario-step-time">
            {t("stepAt", { seconds: Math.round(atMs / 1_000) })}
          </span>
        </li>
      ))}
    </ol>
  );
}

export function StopScenario() {
  const t = useText("scenarios");
  const { stopScenario } = useActions();
  const [isBusy, setIsBusy] = useState(false);
  const stop = async () => {
    setIsBusy(true);
    await stopScenario();
    setIsBusy(false);
  };
  return (
    <Button size="small" icon={<Square />} isBusy={isBusy} onClick={() => void stop()}>
      {t("stop")}
    </Button>
  );
}

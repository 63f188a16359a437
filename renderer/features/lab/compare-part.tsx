// Two algorithms on the same seeded arrivals: choose both, press one button, and read the difference while it grows.

import { Scale } from "lucide-react";
import { useState } from "react";
import { type AlgorithmName, algorithmNames } from "../../../balancer-core/contract/config-pool.ts";
import type { ScenarioRun as Run } from "../../../balancer-core/contract/scenario-status.ts";
import { Button } from "../../components/ui/button.tsx";
import { SelectField } from "../../components/ui/field.tsx";
import { Panel } from "../../components/ui/panel.tsx";
import { useText } from "../../i18n/use-text.ts";
import { formatMilliseconds } from "../../lib/format.ts";
import { useActions } from "../../state/console-context.tsx";
import { middleTail } from "./compare-figures.ts";
import { ScenarioRun } from "./scenario-run.tsx";

const options = algorithmNames.map((value) => ({ value, label: value }));

export function ComparePart({ run }: { readonly run: Run | undefined }) {
  const t = useText("scenarios");
  const { startScenario } = useActions();
  const [left, setLeft] = useState<AlgorithmName>("round-robin");
  const [right, setRight] = useState<AlgorithmName>("least-connections");
  const [isBusy, setIsBusy] = useState(false);
  const isPlaying = run !== undefined && run.state !== "ended";
  const compare = async () => {
    setIsBusy(true);
    await startScenario("side-by-side", [left, right]);
    setIsBusy(false);
  };
  return (
    <div className="lab-stack">
      <Panel>
        <div className="compare-choice">
          <p className="scenario-intro">{t("compareIntro")}</p>
          <SelectField label={t("left")} value={left} options={options} onValueChange={setLeft} />
          <SelectField
            label={t("right")}
            value={right}
            options={options}
            onValueChange={setRight}
          />
          <Button
            variant="primary"
            icon={<Scale />}
            isBusy={isBusy}
            disabled={isPlaying}
            onClick={() => void compare()}
          >
            {t("compare")}
          </Button>
        </div>
      </Panel>
      {run?.id === "side-by-side" && (
        <ScenarioRun run={run}>{run.outcome === null && <Difference run={run} />}</ScenarioRun>
      )}
    </div>
  );
}

function Difference({ run }: { readonly run: Run }) {
  const t = useText("scenarios");
  const [left = "", right = ""] = run.arms.map(({ algorithm }) => algorithm);
  const [one, two] = [middleTail(run, 0), middleTail(run, 1)];
  if (one === null || two === null) return null;
  const isSame = Math.abs(one - two) <= 0.1 * Math.max(one, two);
  return (
    <p className="compare-words">
      {isSame
        ? t("same", { left, right, ms: formatMilliseconds((one + two) / 2) })
        : t("better", {
            left,
            right,
            leftMs: formatMilliseconds(one),
            rightMs: formatMilliseconds(two),
            better: one < two ? left : right,
            difference: formatMilliseconds(Math.abs(one - two)),
          })}
    </p>
  );
}

// The knobs of a generator. Each change is sent when it is committed, also while traffic runs.

import { tryDuration } from "../../../balancer-core/contract/units.ts";
import { SelectField } from "../../components/ui/field.tsx";
import { Slider } from "../../components/ui/slider.tsx";
import { useText } from "../../i18n/use-text.ts";
import { formatRate } from "../../lib/format.ts";
import { useActions } from "../../state/console-context.tsx";
import { CommitNumberField, CommitTextField, wholeBetween } from "./commit-field.tsx";
import {
  modeChanges,
  pathProblem,
  rateProblem,
  type TrafficChanges,
  type TrafficDocument,
  trafficDefaults,
  trafficModes,
} from "./traffic-form.ts";
import { useTargets } from "./use-targets.ts";

interface KnobsProps<C = TrafficDocument> {
  readonly config: C;
  readonly turn: (changes: TrafficChanges) => void;
}

export function TrafficKnobs({ config }: { readonly config: TrafficDocument }) {
  const t = useText("lab");
  const { updateTraffic } = useActions();
  const listeners = useTargets();
  const turn = (changes: TrafficChanges) => void updateTraffic(config.id, changes);
  // A target that is gone stays choosable, so that the field shows what the configuration says.
  const targets = new Set([...listeners.map(({ id }) => id), config.target]);
  return (
    <div className="lab-knobs">
      <SelectField
        label={t("mode")}
        value={config.mode}
        options={trafficModes.map((value) => ({ value, label: t(`modeName.${value}`) }))}
        onValueChange={(mode) => turn(modeChanges(mode))}
      />
      <SelectField
        label={t("target")}
        value={config.target}
        options={[...targets].map((id) => ({ value: id, label: id }))}
        onValueChange={(target) => turn({ target })}
      />
      <CommitTextField
        label={t("path")}
        value={config.path ?? trafficDefaults.path}
        problemOf={pathProblem}
        onCommit={(path) => turn({ path })}
      />
      {config.mode === "open" ? (
        <OpenKnobs config={config} turn={turn} />
      ) : (
        <ClosedKnobs config={config} turn={turn} />
      )}
      <CommitNumberField
        label={t("clients")}
        value={config.clients ?? trafficDefaults.clients}
        min={1}
        max={250}
        problemOf={wholeBetween(1, 250)}
        onCommit={(clients) => turn({ clients })}
      />
    </div>
  );
}

function OpenKnobs({ config, turn }: KnobsProps<Extract<TrafficDocument, { mode: "open" }>>) {
  const t = useText("lab");
  const rate = config.rate ?? trafficDefaults.rate;
  return (
    <>
      <Slider
        label={t("rate")}
        value={rate}
        min={1}
        max={5_000}
        isLogarithmic
        format={formatRate}
        onCommit={(value) => turn({ rate: value })}
      />
      <CommitNumberField
        label={t("perSecond")}
        value={rate}
        min={0.1}
        max={20_000}
        step="any"
        problemOf={rateProblem}
        onCommit={(value) => turn({ rate: value })}
      />
    </>
  );
}

function ClosedKnobs({ config, turn }: KnobsProps<Extract<TrafficDocument, { mode: "closed" }>>) {
  const t = useText("lab");
  return (
    <>
      <CommitNumberField
        label={t("atOnce")}
        value={config.concurrency ?? trafficDefaults.concurrency}
        min={1}
        max={1_000}
        problemOf={wholeBetween(1, 1_000)}
        onCommit={(concurrency) => turn({ concurrency })}
      />
      <CommitTextField
        label={t("thinkTime")}
        value={config.thinkTime ?? trafficDefaults.thinkTime}
        problemOf={(text) => (tryDuration(text) === undefined ? t("wrongDuration") : undefined)}
        onCommit={(thinkTime) => turn({ thinkTime })}
      />
    </>
  );
}

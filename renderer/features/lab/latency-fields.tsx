// The latency of a simulated server: distribution, its parameters and the curve they make.

import { SelectField } from "../../components/ui/field.tsx";
import { useText } from "../../i18n/use-text.ts";
import { CommitTextField } from "./commit-field.tsx";
import { DensityCurve } from "./density-curve.tsx";
import {
  distributions,
  type LatencyDocument,
  latencyParameters,
  parameterOf,
  parameterProblem,
  switchDistribution,
} from "./latency-form.ts";

export interface LatencyFieldsProps {
  readonly latency: LatencyDocument;
  readonly maxMs: number;
  readonly onCommit: (latency: LatencyDocument) => void;
}

export function LatencyFields({ latency, maxMs, onCommit }: LatencyFieldsProps) {
  const t = useText("lab");
  const withParameter = (key: string, text: string) =>
    ({ ...latency, [key]: text.trim() }) as LatencyDocument;
  return (
    <div className="lab-latency">
      <div className="lab-latency-fields">
        <SelectField
          label={t("latency")}
          value={latency.distribution}
          options={distributions.map((value) => ({ value, label: t(`distribution.${value}`) }))}
          onValueChange={(to) => onCommit(switchDistribution(latency, to))}
        />
        {latencyParameters[latency.distribution].map((key) => (
          <CommitTextField
            key={key}
            label={t(`parameter.${key}`)}
            value={parameterOf(latency, key)}
            problemOf={(text) => parameterProblem(withParameter(key, text), key)}
            onCommit={(text) => onCommit(withParameter(key, text))}
          />
        ))}
      </div>
      <DensityCurve latency={latency} maxMs={maxMs} />
    </div>
  );
}

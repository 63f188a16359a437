// The latency of a simulated server: distribution, its parameters and the curve they make.
import { SelectField } from "../../components/ui/field.tsx";
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
  const withParameter = (key: string, text: string) =>
    ({ ...latency, [key]: text.trim() }) as LatencyDocument;
  return (
    <div className="lab-latency">
      <div className="lab-latency-fields">
        <SelectField
          label="Latency"
          value={latency.distribution}
          options={distributions}
          onValueChange={(to) => onCommit(switchDistribution(latency, to))}
        />
        {latencyParameters[latency.distribution].map(({ key, label }) => (
          <CommitTextField
            key={key}
            label={label}
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

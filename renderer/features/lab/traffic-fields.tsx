// The fields of the form for a new generator: those its mode and its target's protocol have.

import type { ListenerSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import { NumberField, SelectField, TextField } from "../../components/ui/field.tsx";
import { useText } from "../../i18n/use-text.ts";
import type { TrafficDraft, TrafficErrors } from "./traffic-draft.ts";
import { trafficModes } from "./traffic-form.ts";

export interface TrafficFieldsProps {
  readonly draft: TrafficDraft;
  readonly errors: TrafficErrors;
  readonly targets: readonly ListenerSnapshot[];
  readonly onChange: (draft: TrafficDraft) => void;
  readonly onLeave: (field: keyof TrafficDraft) => void;
}

export function TrafficFields({ draft, errors, targets, onChange, onLeave }: TrafficFieldsProps) {
  const t = useText("lab");
  const protocol = targets.find(({ id }) => id === draft.target)?.protocol;
  const text = (field: "id" | "thinkTime" | "path" | "host") => ({
    isFigure: true,
    value: draft[field],
    error: errors[field],
    onValueChange: (value: string) => onChange({ ...draft, [field]: value.trim() }),
    onBlur: () => onLeave(field),
  });
  const number = (field: "rate" | "concurrency") => ({
    value: draft[field],
    error: errors[field],
    onValueChange: (value: number | null) => onChange({ ...draft, [field]: value }),
    onBlur: () => onLeave(field),
  });
  return (
    <div className="traffic-fields">
      <TextField label={t("id")} required autoFocus {...text("id")} />
      <SelectField
        label={t("target")}
        value={draft.target}
        error={errors.target}
        options={targets.map(({ id, address }) => ({ value: id, label: `${id} · ${address}` }))}
        onValueChange={(target) => onChange({ ...draft, target })}
      />
      <SelectField
        label={t("mode")}
        hint={t(`modeHint.${draft.mode}`)}
        value={draft.mode}
        options={trafficModes.map((value) => ({ value, label: t(`modeName.${value}`) }))}
        onValueChange={(mode) => onChange({ ...draft, mode })}
      />
      {draft.mode === "open" ? (
        <NumberField label={t("perSecond")} min={0.1} step="any" {...number("rate")} />
      ) : (
        <>
          <NumberField label={t("atOnce")} min={1} max={1_000} {...number("concurrency")} />
          <TextField label={t("thinkTime")} {...text("thinkTime")} />
        </>
      )}
      {protocol !== "tcp" && <TextField label={t("path")} {...text("path")} />}
      {protocol === "tls-passthrough" && (
        <TextField label={t("host")} hint={t("hostHint")} {...text("host")} />
      )}
    </div>
  );
}

// Faults of a simulated server as switches that turn themselves off: press to begin, press again to heal before its time.

import { useState } from "react";
import {
  type FaultKind,
  faultKinds,
  tcpFaultKinds,
} from "../../../balancer-core/contract/lab-faults.ts";
import type { LabServerStatus } from "../../../balancer-core/contract/lab-status.ts";
import { SelectField } from "../../components/ui/field.tsx";
import { useText } from "../../i18n/use-text.ts";
import { formatSpan } from "../../lib/format.ts";
import { useNow } from "../../lib/use-interval.ts";
import { useActions } from "../../state/console-context.tsx";

const durations = [
  { value: "5s", ms: 5_000 },
  { value: "10s", ms: 10_000 },
  { value: "30s", ms: 30_000 },
  { value: "2m", ms: 120_000 },
] as const;
type FaultDuration = (typeof durations)[number]["value"];

export function FaultToggles({ server }: { readonly server: LabServerStatus }) {
  const t = useText("lab");
  const [duration, setDuration] = useState<FaultDuration>("10s");
  const kinds = server.config.protocol === "tcp" ? tcpFaultKinds : faultKinds;
  return (
    <fieldset className="lab-faults">
      <legend className="visually-hidden">{t("faults")}</legend>
      <div className="lab-faults-head">
        <span aria-hidden="true">{t("faultsFor")}</span>
        <SelectField
          label={t("faultsFor")}
          isLabelHidden
          value={duration}
          options={durations.map(({ value, ms }) => ({ value, label: formatSpan(ms) }))}
          onValueChange={setDuration}
        />
      </div>
      {kinds.map((kind) => {
        const fault = server.faults.find((one) => one.kind === kind);
        return fault === undefined ? (
          <FaultOff key={kind} id={server.config.id} kind={kind} duration={duration} />
        ) : (
          <FaultOn key={kind} id={server.config.id} fault={fault} />
        );
      })}
    </fieldset>
  );
}

function FaultOff({
  id,
  kind,
  duration,
}: {
  readonly id: string;
  readonly kind: FaultKind;
  readonly duration: string;
}) {
  const t = useText("lab");
  const { giveFault } = useActions();
  return (
    <button
      type="button"
      className="lab-fault"
      aria-pressed={false}
      title={t(`faultHint.${kind}`)}
      onClick={() => void giveFault(id, kind, duration)}
    >
      {t(`fault.${kind}`)}
    </button>
  );
}

function FaultOn({
  id,
  fault: { kind, startedAt, healsAt },
}: {
  readonly id: string;
  readonly fault: LabServerStatus["faults"][number];
}) {
  const t = useText("lab");
  const { healFault } = useActions();
  const now = useNow(250);
  const leftMs = Math.max(0, Date.parse(healsAt) - now);
  const share = leftMs / Math.max(1, Date.parse(healsAt) - Date.parse(startedAt));
  const seconds = Math.ceil(leftMs / 1_000);
  const label = t("heal", { fault: t(`fault.${kind}`), seconds });
  return (
    <button
      type="button"
      className="lab-fault lab-fault-on"
      aria-pressed={true}
      aria-label={label}
      title={label}
      onClick={() => void healFault(id, kind)}
    >
      {t(`fault.${kind}`)}
      <span className="figures">{seconds} s</span>
      <span
        className="lab-fault-left"
        aria-hidden="true"
        style={{ width: `${Math.min(1, share) * 100}%` }}
      />
    </button>
  );
}

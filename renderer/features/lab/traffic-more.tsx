// The knobs of a generator that most lessons do without: who the clients are, keys, the mix of requests, and bursts.

import { tryDuration } from "../../../balancer-core/contract/units.ts";
import { SelectField } from "../../components/ui/field.tsx";
import { textOf } from "../../i18n/i18n.ts";
import { useText } from "../../i18n/use-text.ts";
import { CommitNumberField, CommitTextField, wholeBetween } from "./commit-field.tsx";
import { hostProblem, type TrafficChanges, type TrafficDocument } from "./traffic-form.ts";
import { formatMix, parseMix } from "./traffic-mix.ts";

interface MoreProps<C = TrafficDocument> {
  readonly config: C;
  readonly turn: (changes: TrafficChanges) => void;
}

const identities = ["address", "forwarded-for", "cookie-jar"] as const;

export function TrafficMore({ config, turn }: MoreProps) {
  const t = useText("lab");
  const { keys } = config;
  return (
    <details className="lab-more">
      <summary>{t("more")}</summary>
      <div className="lab-knobs">
        <SelectField
          label={t("identity")}
          value={config.identity ?? "address"}
          options={identities.map((value) => ({ value, label: t(`identityName.${value}`) }))}
          onValueChange={(identity) => turn({ identity })}
        />
        <CommitTextField
          label={t("host")}
          hint={t("hostHint")}
          value={config.host ?? ""}
          problemOf={hostProblem}
          onCommit={(host) => turn({ host: host === "" ? null : host })}
        />
        <CommitNumberField
          label={t("clientSkew")}
          hint={t("skewHint")}
          value={config.clientSkew ?? 0}
          min={0}
          max={3}
          step="any"
          problemOf={between(0, 3)}
          onCommit={(clientSkew) => turn({ clientSkew })}
        />
        <CommitTextField
          label={t("mix")}
          hint={t("mixHint")}
          value={formatMix(config.mix)}
          problemOf={(text) => (parseMix(text) === undefined ? t("wrongMix") : undefined)}
          onCommit={(text) => turn({ mix: parseMix(text) ?? [] })}
        />
        <CommitNumberField
          label={t("keyCount")}
          hint={t("keyHint")}
          value={keys?.count ?? (keys ? 1_000 : 0)}
          min={0}
          max={100_000}
          problemOf={wholeBetween(0, 100_000)}
          onCommit={(count) => turn({ keys: count === 0 ? null : { ...keys, count } })}
        />
        {keys && (
          <CommitNumberField
            label={t("keySkew")}
            hint={t("skewHint")}
            value={keys.skew ?? 1}
            min={0}
            max={3}
            step="any"
            problemOf={between(0, 3)}
            onCommit={(skew) => turn({ keys: { ...keys, skew } })}
          />
        )}
        {config.mode === "open" && <BurstKnobs config={config} turn={turn} />}
      </div>
    </details>
  );
}

function BurstKnobs({
  config: { bursts },
  turn,
}: MoreProps<Extract<TrafficDocument, { mode: "open" }>>) {
  const t = useText("lab");
  const { every = "10s", for: length = "2s", factor = 5 } = bursts ?? {};
  const isShorter = (short: string, long: string) =>
    (tryDuration(short) ?? Number.POSITIVE_INFINITY) < (tryDuration(long) ?? 0);
  return (
    <>
      <CommitNumberField
        label={t("burstFactor")}
        hint={t("burstHint")}
        value={bursts ? factor : 1}
        min={1}
        max={100}
        step="any"
        problemOf={between(1, 100)}
        onCommit={(value) =>
          turn({ bursts: value === 1 ? null : { every, for: length, factor: value } })
        }
      />
      {bursts && (
        <>
          <CommitTextField
            label={t("burstEvery")}
            value={every}
            problemOf={(text) => (isShorter(length, text) ? undefined : t("wrongDuration"))}
            onCommit={(text) => turn({ bursts: { ...bursts, every: text } })}
          />
          <CommitTextField
            label={t("burstFor")}
            value={length}
            problemOf={(text) => (isShorter(text, every) ? undefined : t("wrongBurst"))}
            onCommit={(text) => turn({ bursts: { ...bursts, for: text } })}
          />
        </>
      )}
    </>
  );
}

const between =
  (min: number, max: number) =>
  (value: number): string | undefined =>
    value >= min && value <= max ? undefined : textOf("lab")("wrongBetween", { min, max });

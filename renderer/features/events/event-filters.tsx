// The row that narrows the timeline: words, kind, level, pool and server.
import { useMemo } from "react";
import { type BalancerEvent, eventKindSchema } from "../../../balancer-core/contract/records.ts";
import { SelectField, TextField } from "../../components/ui/field.tsx";
import { useText } from "../../i18n/use-text.ts";
import { type EventFilter, eventLevels, namesIn } from "./event-groups.ts";

export function EventFilters({
  events,
  filter,
  onChange,
}: {
  readonly events: readonly BalancerEvent[];
  readonly filter: EventFilter;
  readonly onChange: (filter: EventFilter) => void;
}) {
  const t = useText("events");
  const { pools, servers } = useMemo(() => namesIn(events, filter.pool), [events, filter.pool]);
  return (
    <search className="event-filters">
      <TextField
        label={t("filter")}
        isLabelHidden
        type="search"
        placeholder={t("filterHint")}
        value={filter.text}
        onValueChange={(text) => onChange({ ...filter, text })}
      />
      <SelectField
        label={t("kind")}
        isLabelHidden
        value={filter.kind}
        options={[
          { value: "all", label: t("everyKind") },
          ...eventKindSchema.options.map((value) => ({ value, label: t(`kindName.${value}`) })),
        ]}
        onValueChange={(kind) => onChange({ ...filter, kind })}
      />
      <SelectField
        label={t("level")}
        isLabelHidden
        value={filter.level}
        options={eventLevels.map((value) => ({ value, label: t(`levelName.${value}`) }))}
        onValueChange={(level) => onChange({ ...filter, level })}
      />
      <SelectField
        label={t("pool")}
        isLabelHidden
        value={filter.pool}
        options={optionsOf(t("everyPool"), pools, filter.pool)}
        // A server belongs to one pool.
        onValueChange={(pool) => onChange({ ...filter, pool, server: "" })}
      />
      <SelectField
        label={t("server")}
        isLabelHidden
        value={filter.server}
        options={optionsOf(t("everyServer"), servers, filter.server)}
        onValueChange={(server) => onChange({ ...filter, server })}
      />
    </search>
  );
}

/** What is chosen stays choosable when its last event is crowded out. */
function optionsOf(everything: string, names: readonly string[], chosen: string) {
  return [
    { value: "", label: everything },
    ...[...new Set(chosen === "" ? names : [...names, chosen])].map((name) => ({
      value: name,
      label: name,
    })),
  ];
}

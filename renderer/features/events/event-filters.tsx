// The row that narrows the timeline: words, kind, level.
import { SelectField, TextField } from "../../components/ui/field.tsx";
import type { EventFilter, EventKind } from "./event-groups.ts";
import { kindWords } from "./event-words.ts";

const kinds: readonly { readonly value: EventFilter["kind"]; readonly label: string }[] = [
  { value: "all", label: "Every kind" },
  ...(Object.entries(kindWords) as [EventKind, string][]).map(([value, label]) => ({
    value,
    label,
  })),
];

const levels = [
  { value: "info", label: "Every level" },
  { value: "warning", label: "Warnings and errors" },
  { value: "error", label: "Errors" },
] as const;

export function EventFilters({
  filter,
  onChange,
}: {
  readonly filter: EventFilter;
  readonly onChange: (filter: EventFilter) => void;
}) {
  return (
    <search className="event-filters">
      <TextField
        label="Words"
        isLabelHidden
        type="search"
        placeholder="Filter by words, such as s3 or ECONNREFUSED"
        value={filter.text}
        onValueChange={(text) => onChange({ ...filter, text })}
      />
      <SelectField
        label="Kind"
        isLabelHidden
        value={filter.kind}
        options={kinds}
        onValueChange={(kind) => onChange({ ...filter, kind })}
      />
      <SelectField
        label="Level"
        isLabelHidden
        value={filter.level}
        options={levels}
        onValueChange={(level) => onChange({ ...filter, level })}
      />
    </search>
  );
}

// The fields of a server, the same for adding and editing.
import { CheckField, NumberField, TextField } from "../ui/field.tsx";
import type { DraftErrors, ServerDraft } from "./server-draft.ts";
import "./server.css";

export interface ServerFieldsProps {
  readonly draft: ServerDraft;
  readonly errors: DraftErrors;
  readonly onChange: (draft: ServerDraft) => void;
  readonly onLeave: (field: keyof ServerDraft) => void;
  /** A server keeps its id for life. */
  readonly isIdFixed?: boolean;
}

export function ServerFields({
  draft,
  errors,
  onChange,
  onLeave,
  isIdFixed = false,
}: ServerFieldsProps) {
  return (
    <div className="server-fields">
      <TextField
        label="Id"
        isFigure
        required
        readOnly={isIdFixed}
        hint={isIdFixed ? "A server keeps its id." : undefined}
        value={draft.id}
        error={errors.id}
        onValueChange={(id) => onChange({ ...draft, id: id.trim() })}
        onBlur={() => onLeave("id")}
      />
      <TextField
        label="Address"
        isFigure
        required
        placeholder="127.0.0.1:3000"
        value={draft.address}
        error={errors.address}
        onValueChange={(address) => onChange({ ...draft, address: address.trim() })}
        onBlur={() => onLeave("address")}
      />
      <NumberField
        label="Weight"
        min={0}
        max={256}
        hint="Its share of new traffic against the others; 0 takes none."
        value={draft.weight}
        error={errors.weight}
        onValueChange={(weight) => onChange({ ...draft, weight })}
        onBlur={() => onLeave("weight")}
      />
      <NumberField
        label="Maximum connections"
        min={0}
        hint="Requests at once; more wait. 0 for no limit."
        value={draft.maxConnections}
        error={errors.maxConnections}
        onValueChange={(maxConnections) => onChange({ ...draft, maxConnections })}
        onBlur={() => onLeave("maxConnections")}
      />
      <CheckField
        label="Backup"
        hint="Used only when no other server is usable."
        isChecked={draft.backup}
        onCheckedChange={(backup) => onChange({ ...draft, backup })}
      />
    </div>
  );
}

// The fields of a server, the same for adding and editing.
import { useText } from "../../i18n/use-text.ts";
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
  readonly isForWeight?: boolean;
}

export function ServerFields({
  draft,
  errors,
  onChange,
  onLeave,
  isIdFixed = false,
  isForWeight = false,
}: ServerFieldsProps) {
  const t = useText("server");
  return (
    <div className="server-fields">
      <TextField
        label={t("id")}
        isFigure
        required
        readOnly={isIdFixed}
        hint={isIdFixed ? t("idFixed") : undefined}
        value={draft.id}
        error={errors.id}
        onValueChange={(id) => onChange({ ...draft, id: id.trim() })}
        onBlur={() => onLeave("id")}
      />
      <TextField
        label={t("address")}
        isFigure
        required
        placeholder="127.0.0.1:3000"
        value={draft.address}
        error={errors.address}
        onValueChange={(address) => onChange({ ...draft, address: address.trim() })}
        onBlur={() => onLeave("address")}
      />
      <NumberField
        label={t("weight")}
        term="weight"
        autoFocus={isForWeight}
        min={0}
        max={256}
        hint={t("weightHint")}
        value={draft.weight}
        error={errors.weight}
        onValueChange={(weight) => onChange({ ...draft, weight })}
        onBlur={() => onLeave("weight")}
      />
      <NumberField
        label={t("maxConnections")}
        min={0}
        hint={t("maxConnectionsHint")}
        value={draft.maxConnections}
        error={errors.maxConnections}
        onValueChange={(maxConnections) => onChange({ ...draft, maxConnections })}
        onBlur={() => onLeave("maxConnections")}
      />
      <CheckField
        label={t("backup")}
        hint={t("backupHint")}
        isChecked={draft.backup}
        onCheckedChange={(backup) => onChange({ ...draft, backup })}
      />
    </div>
  );
}

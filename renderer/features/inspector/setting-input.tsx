// One setting as the field that suits its kind, with what is wrong in the reader's language.
import type { z } from "zod";
import { CheckField, SelectField, TextField } from "../../components/ui/field.tsx";
import type { Text } from "../../i18n/catalogue-types.ts";
import { useText } from "../../i18n/use-text.ts";
import type { FieldValue } from "./settings-draft.ts";
import type { SettingField } from "./settings-fields.ts";

export function SettingInput({
  field,
  value,
  issue,
  onChange,
  onLeave,
}: {
  readonly field: SettingField;
  readonly value: FieldValue;
  readonly issue: z.core.$ZodIssue | undefined;
  readonly onChange: (value: FieldValue) => void;
  readonly onLeave: () => void;
}) {
  const t = useText("inspector");
  const { path, kind, options = [] } = field;
  const label = t(`field.${path}`);
  const error = issue === undefined ? undefined : issueText(field, issue, t);
  if (kind === "flag")
    return <CheckField label={label} isChecked={value === true} onCheckedChange={onChange} />;
  if (kind === "many") {
    const chosen = Array.isArray(value) ? value : [];
    return (
      <fieldset className="settings-many">
        <legend className="field-label">{label}</legend>
        {options.map((option) => (
          <CheckField
            key={option}
            label={option}
            isChecked={chosen.includes(option)}
            onCheckedChange={(isChecked) =>
              onChange(
                options.filter((each) => (each === option ? isChecked : chosen.includes(each))),
              )
            }
          />
        ))}
      </fieldset>
    );
  }
  if (kind === "choice")
    return (
      <SelectField
        label={label}
        value={String(value)}
        options={options.map((option) => ({ value: option, label: option }))}
        error={error}
        onValueChange={onChange}
      />
    );
  return (
    <TextField
      label={label}
      isFigure
      value={String(value)}
      error={error}
      {...(kind === "whole" || kind === "number" ? { inputMode: "numeric" as const } : {})}
      onValueChange={onChange}
      onBlur={onLeave}
    />
  );
}

function issueText({ kind }: SettingField, issue: z.core.$ZodIssue, t: Text<"inspector">): string {
  if (issue.code === "too_small" && kind !== "text")
    return t("wrong.least", { least: String(issue.minimum) });
  if (issue.code === "too_big" && kind !== "text")
    return t("wrong.most", { most: String(issue.maximum) });
  if (kind === "duration" || kind === "size" || kind === "whole" || kind === "number")
    return t(`wrong.${kind}`);
  return t("wrong.text", { message: issue.message });
}

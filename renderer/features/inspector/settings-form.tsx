// Settings of the inspected thing, in place: groups to unfold, checked field by field against the contract, applied together as one
// change that is undone in one step. Enter applies, Escape takes the typing back.
import { ChevronRight } from "lucide-react";
import { type KeyboardEvent, useId, useState } from "react";
import type { z } from "zod";
import { Button } from "../../components/ui/button.tsx";
import { useText } from "../../i18n/use-text.ts";
import type { Outcome } from "../../state/actions.ts";
import { Section } from "./inspector-section.tsx";
import { SettingInput } from "./setting-input.tsx";
import {
  checkDraft,
  type Draft,
  type Fields,
  fieldValue,
  isShown,
  withVariants,
} from "./settings-draft.ts";
import type { SettingGroup } from "./settings-fields.ts";
import { settingsSummary } from "./settings-summary.ts";
import "./settings-form.css";

export function SettingsForm({
  groups,
  document,
  schema,
  onApply,
}: {
  readonly groups: readonly SettingGroup[];
  /** Complete with its defaults. */
  readonly document: Fields;
  readonly schema: z.ZodType;
  readonly onApply: (changes: Fields) => Promise<Outcome>;
}) {
  const t = useText("inspector");
  const [draft, setDraft] = useState<Draft>({});
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [isBusy, setIsBusy] = useState(false);
  const fields = groups.flatMap((group) => group.fields);
  const { changes, count, problems } = checkDraft(fields, document, draft, schema);

  function discard(): void {
    setDraft({});
    setLeft(new Set());
  }

  async function apply(): Promise<void> {
    setLeft(new Set(fields.map(({ path }) => path)));
    if (count === 0 || problems.size > 0 || isBusy) return;
    setIsBusy(true);
    const { ok } = await onApply(changes);
    setIsBusy(false);
    if (ok) discard();
  }

  function press(event: KeyboardEvent): void {
    if (event.key !== "Escape" || count === 0) return;
    // The inspector would close on the same key.
    event.preventDefault();
    event.stopPropagation();
    discard();
  }

  return (
    <Section title={t("settings")}>
      <form
        className="settings"
        noValidate
        onKeyDown={press}
        onSubmit={(event) => {
          event.preventDefault();
          void apply();
        }}
      >
        {groups.map((group) => (
          <Group
            key={group.name}
            group={group}
            document={withVariants(document, draft, schema)}
            draft={draft}
            problems={problems}
            left={left}
            onChange={(path, value) => setDraft({ ...draft, [path]: value })}
            onLeave={(path) => setLeft(new Set([...left, path]))}
          />
        ))}
        {count > 0 && (
          <div className="settings-apply">
            <Button type="submit" size="small" variant="primary" disabled={isBusy}>
              {t("applyChanges", { count })}
            </Button>
            <Button size="small" variant="quiet" onClick={discard}>
              {t("discard")}
            </Button>
          </div>
        )}
      </form>
    </Section>
  );
}

interface GroupProps {
  readonly group: SettingGroup;
  readonly document: Fields;
  readonly draft: Draft;
  readonly problems: ReadonlyMap<string, z.core.$ZodIssue>;
  readonly left: ReadonlySet<string>;
  readonly onChange: (path: string, value: Draft[string]) => void;
  readonly onLeave: (path: string) => void;
}

function Group({ group, document, draft, problems, left, onChange, onLeave }: GroupProps) {
  const t = useText("inspector");
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  const shown = group.fields.filter((field) => isShown(field, document));
  const kinds = new Set(shown.map(({ kind }) => kind));
  return (
    <div className="settings-group">
      <button
        type="button"
        className="settings-summary"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setIsOpen(!isOpen)}
      >
        <ChevronRight aria-hidden="true" />
        <span>{t(`group.${group.name}`)}</span>
        {!isOpen && <span className="settings-values">{settingsSummary(group, document, t)}</span>}
      </button>
      <div id={id} className="settings-fields" hidden={!isOpen}>
        {isOpen &&
          shown.map((field) => (
            <SettingInput
              key={field.path}
              field={field}
              value={fieldValue(field, document, draft)}
              issue={left.has(field.path) ? problems.get(field.path) : undefined}
              onChange={(value) => onChange(field.path, value)}
              onLeave={() => onLeave(field.path)}
            />
          ))}
        {isOpen && (kinds.has("duration") || kinds.has("size")) && (
          <p className="settings-units">
            {kinds.has("duration") && t("unit.duration")} {kinds.has("size") && t("unit.size")}
          </p>
        )}
      </div>
    </div>
  );
}

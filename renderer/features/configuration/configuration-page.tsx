// The configuration as YAML: edited with its problems at their lines, seen through before it is applied, and its history.
import { useId, useRef, useState } from "react";
import { Button } from "../../components/ui/button.tsx";
import { ErrorState, Skeleton } from "../../components/ui/notice.tsx";
import { Page, Panel } from "../../components/ui/panel.tsx";
import { Tabs } from "../../components/ui/tabs.tsx";
import { textOf } from "../../i18n/i18n.ts";
import { RichText } from "../../i18n/rich-text.tsx";
import { useText } from "../../i18n/use-text.ts";
import { shortcutLabel } from "../../lib/shortcut.ts";
import { useActions, useClient } from "../../state/console-context.tsx";
import { useCommands } from "../../state/use-commands.ts";
import { ConflictBanner } from "./conflict-banner.tsx";
import { canApply, isDirty, type Running } from "./draft.ts";
import { applyText, discard, loadRunning, setText } from "./draft-store.ts";
import { History } from "./history.tsx";
import { Review } from "./review.tsx";
import { useDraft } from "./use-draft.ts";
import { YamlEditor, type YamlEditorHandle } from "./yaml-editor.tsx";
import "./configuration-page.css";

const noProblems: readonly never[] = [];
const applyKeys = "mod+s";

export function ConfigurationPage() {
  const t = useText("configuration");
  const client = useClient();
  const actions = useActions();
  const draft = useDraft();
  const editor = useRef<YamlEditorHandle>(null);
  const hintId = useId();
  const [isComparing, setIsComparing] = useState(false);
  const { base, text, theirs, check, isApplying, failure } = draft;
  const isEdited = isDirty(draft);
  const apply = () => void applyText(client, actions);
  useCommands([
    {
      id: "edit.apply",
      section: "edit",
      title: () => textOf("configuration")("apply"),
      shortcuts: [applyKeys],
      isForTyping: true,
      when: () => isEdited,
      run: apply,
    },
  ]);
  return (
    <Page
      title={t("title")}
      isFilling
      summary={base === null ? undefined : <Source running={base} />}
      actions={
        <>
          <Button
            variant="quiet"
            title={t("differenceHint")}
            aria-pressed={isComparing}
            disabled={!isEdited}
            onClick={() => setIsComparing(!isComparing)}
          >
            {t("difference")}
          </Button>
          <Button disabled={!isEdited || isApplying} onClick={discard}>
            {t("discard")}
          </Button>
          <Button
            variant="primary"
            title={shortcutLabel(applyKeys)}
            disabled={!canApply(draft)}
            isBusy={isApplying}
            onClick={apply}
          >
            {t("apply")}
          </Button>
        </>
      }
    >
      {theirs !== null && <ConflictBanner revision={theirs.revision} />}
      <div className="configuration">
        <Panel isFlush className="configuration-editor">
          {base === null ? (
            <Loading failure={failure} onRetry={() => void loadRunning(client)} />
          ) : (
            <>
              <YamlEditor
                ref={editor}
                label={t("editor")}
                describedBy={hintId}
                text={text}
                original={isComparing && isEdited ? base.yaml : null}
                problems={isEdited ? (check?.problems ?? noProblems) : noProblems}
                onTextChange={setText}
                onApply={apply}
              />
              <p id={hintId} className="configuration-hint">
                <RichText
                  from="configuration"
                  text="editorHint"
                  values={{
                    complete: shortcutLabel("mod+space"),
                    apply: shortcutLabel(applyKeys),
                  }}
                  parts={{ kbd: <kbd /> }}
                />
              </p>
            </>
          )}
        </Panel>
        {base !== null && (
          <Panel isFlush className="configuration-review">
            <Tabs
              label={t("review")}
              tabs={[
                {
                  id: "review",
                  label: t("review"),
                  content: (
                    <Review draft={draft} onJump={(problem) => editor.current?.jumpTo(problem)} />
                  ),
                },
                { id: "history", label: t("history"), content: <History /> },
              ]}
            />
          </Panel>
        )}
      </div>
    </Page>
  );
}

function Source({ running: { file, revision } }: { readonly running: Running }) {
  return (
    <RichText
      from="configuration"
      text="source"
      values={{ revision }}
      parts={{
        file: (
          <span className="figures configuration-file" title={file}>
            {file}
          </span>
        ),
      }}
    />
  );
}

function Loading({
  failure,
  onRetry,
}: {
  readonly failure: string | null;
  readonly onRetry: () => void;
}) {
  const t = useText("configuration");
  if (failure !== null)
    return (
      <ErrorState
        title={t("notLoaded")}
        reason={t("notLoadedReason", { reason: failure })}
        actions={<Button onClick={onRetry}>{t("tryAgain")}</Button>}
      />
    );
  return (
    <div className="configuration-skeleton" aria-busy="true">
      {["40%", "24%", "32%", "46%", "28%", "52%", "38%"].map((width) => (
        <Skeleton key={width} width={width} />
      ))}
    </div>
  );
}

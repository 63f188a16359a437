// The configuration as YAML: edited with its problems at their lines, seen through before it is applied.
import { useId, useRef } from "react";
import { Button } from "../../components/ui/button.tsx";
import { ErrorState, Skeleton } from "../../components/ui/notice.tsx";
import { Page, Panel } from "../../components/ui/panel.tsx";
import { useActions, useClient } from "../../state/console-context.tsx";
import { ConflictBanner } from "./conflict-banner.tsx";
import { canApply, isDirty, type Running } from "./draft.ts";
import { applyText, discard, loadRunning, setText } from "./draft-store.ts";
import { Review } from "./review.tsx";
import { useDraft } from "./use-draft.ts";
import { YamlEditor, type YamlEditorHandle } from "./yaml-editor.tsx";
import "./configuration-page.css";

const noProblems: readonly never[] = [];

export function ConfigurationPage() {
  const client = useClient();
  const actions = useActions();
  const draft = useDraft();
  const editor = useRef<YamlEditorHandle>(null);
  const hintId = useId();
  const { base, text, theirs, check, isApplying, failure } = draft;
  const apply = () => void applyText(client, actions);
  return (
    <Page
      title="Configuration"
      isFilling
      summary={base === null ? undefined : <Source running={base} />}
      actions={
        <>
          <Button disabled={!isDirty(draft) || isApplying} onClick={discard}>
            Discard
          </Button>
          <Button
            variant="primary"
            title="Ctrl+S"
            disabled={!canApply(draft)}
            isBusy={isApplying}
            onClick={apply}
          >
            Apply
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
                label="Configuration"
                describedBy={hintId}
                text={text}
                problems={isDirty(draft) ? (check?.problems ?? noProblems) : noProblems}
                onTextChange={setText}
                onApply={apply}
              />
              <p id={hintId} className="configuration-hint">
                Tab indents; <kbd>Esc</kbd> then <kbd>Tab</kbd> leaves the editor. <kbd>Ctrl+S</kbd>{" "}
                applies.
              </p>
            </>
          )}
        </Panel>
        {base !== null && (
          <Review draft={draft} onJump={(problem) => editor.current?.jumpTo(problem)} />
        )}
      </div>
    </Page>
  );
}

function Source({ running: { file, revision } }: { readonly running: Running }) {
  return (
    <>
      <span className="figures configuration-file" title={file}>
        {file}
      </span>
      , revision {revision}
    </>
  );
}

function Loading({
  failure,
  onRetry,
}: {
  readonly failure: string | null;
  readonly onRetry: () => void;
}) {
  if (failure !== null)
    return (
      <ErrorState
        title="The configuration could not be loaded"
        reason={`The balancer goes on with what it has. The reason: ${failure}.`}
        actions={<Button onClick={onRetry}>Try again</Button>}
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

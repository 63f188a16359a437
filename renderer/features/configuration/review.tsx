// Beside the editor: what is wrong with the text, or what Apply would do. One or the other, so that the next step is plain.
import type { Problem } from "../../../balancer-core/contract/problems.ts";
import { Panel } from "../../components/ui/panel.tsx";
import { plural } from "../../lib/format.ts";
import { type Draft, statusOf } from "./draft.ts";
import { placeText } from "./problem-place.ts";

const noProblems: readonly Problem[] = [];

export function Review({
  draft,
  onJump,
}: {
  readonly draft: Draft;
  readonly onJump: (problem: Problem) => void;
}) {
  const status = statusOf(draft);
  const problems = status === "unchanged" ? noProblems : (draft.check?.problems ?? noProblems);
  const isWrong = problems.length > 0;
  return (
    <Panel
      title={isWrong ? plural(problems.length, "problem") : "What Apply would do"}
      isFlush
      className="configuration-review"
    >
      <p className="visually-hidden" role="status">
        {isWrong ? plural(problems.length, "problem") : ""}
      </p>
      {isWrong ? (
        <ProblemList problems={problems} onJump={onJump} />
      ) : (
        <Changes draft={draft} status={status} />
      )}
    </Panel>
  );
}

function ProblemList({
  problems,
  onJump,
}: {
  readonly problems: readonly Problem[];
  readonly onJump: (problem: Problem) => void;
}) {
  return (
    <ul className="problem-list" aria-label="Problems">
      {problems.map((problem) => (
        <li key={`${placeText(problem)} ${problem.path} ${problem.message}`}>
          <button type="button" className="problem" onClick={() => onJump(problem)}>
            <span className="problem-place figures">{placeText(problem)}</span>
            <span className="problem-message">{problem.message}</span>
            <span className="problem-path figures">
              {problem.path}
              {problem.value !== undefined && ` = ${problem.value}`}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Changes({ draft, status }: { readonly draft: Draft; readonly status: string }) {
  const { check, failure } = draft;
  if (failure !== null && status !== "unchanged")
    return <p className="configuration-note">The text could not be checked: {failure}.</p>;
  if (status === "unchanged")
    return (
      <p className="configuration-note">
        Nothing yet: the text is what runs now. Edit it, and each change is listed here before
        anything happens. What stays the same keeps running; removed servers drain.
      </p>
    );
  if (status === "checking" || !check) return <p className="configuration-note">Checking …</p>;
  if (check.changes.length === 0)
    return (
      <p className="configuration-note">
        Comments or layout differ, so the file is written and nothing that runs changes.
      </p>
    );
  return (
    <ul className="change-list" aria-label="Changes">
      {check.changes.map((change) => (
        <li key={change}>{change}</li>
      ))}
    </ul>
  );
}

// Beside the editor: what is wrong with the text, or what Apply would do. One or the other, so that the next step is plain.
import type { Problem } from "../../../balancer-core/contract/problems.ts";
import { coreText } from "../../i18n/core-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { capitalised } from "../../lib/sentence.ts";
import { type Draft, type DraftStatus, statusOf } from "./draft.ts";
import { Impact } from "./impact.tsx";
import { placeText } from "./problem-place.ts";

const noProblems: readonly Problem[] = [];

export function Review({
  draft,
  onJump,
}: {
  readonly draft: Draft;
  readonly onJump: (problem: Problem) => void;
}) {
  const t = useText("configuration");
  const status = statusOf(draft);
  const problems = status === "unchanged" ? noProblems : (draft.check?.problems ?? noProblems);
  const isWrong = problems.length > 0;
  const words = isWrong ? t("problems", { count: problems.length }) : "";
  return (
    <>
      <p className="visually-hidden" role="status">
        {words}
      </p>
      {isWrong ? (
        <>
          <h3 className="review-heading">{words}</h3>
          <ProblemList problems={problems} onJump={onJump} />
        </>
      ) : (
        <Changes draft={draft} status={status} />
      )}
    </>
  );
}

function ProblemList({
  problems,
  onJump,
}: {
  readonly problems: readonly Problem[];
  readonly onJump: (problem: Problem) => void;
}) {
  const t = useText("configuration");
  return (
    <ul className="problem-list" aria-label={t("problemList")}>
      {problems.map((problem) => (
        <li key={`${placeText(problem)} ${problem.path} ${problem.message}`}>
          <button type="button" className="problem" onClick={() => onJump(problem)}>
            <span className="problem-place figures">{placeText(problem)}</span>
            <span className="problem-message">{capitalised(problem.message)}</span>
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

function Changes({ draft, status }: { readonly draft: Draft; readonly status: DraftStatus }) {
  const t = useText("configuration");
  const { check, failure } = draft;
  if (failure !== null && status !== "unchanged")
    return <p className="configuration-note">{t("notChecked", { reason: failure })}</p>;
  if (status === "unchanged") return <p className="configuration-note">{t("unchanged")}</p>;
  if (status === "checking" || !check) return <p className="configuration-note">{t("checking")}</p>;
  if (check.changes.length === 0) return <p className="configuration-note">{t("onlyLayout")}</p>;
  return (
    <>
      {check.impact && <Impact impact={check.impact} />}
      <h3 className="review-heading">{t("changes")}</h3>
      <ul className="change-list" aria-label={t("changes")}>
        {check.changes.map((change) => (
          <li key={change}>{capitalised(coreText(change))}</li>
        ))}
      </ul>
    </>
  );
}

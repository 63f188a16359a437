// The revisions of the configuration: when, by whom, what changed. A press compares one with what runs and can bring it back.
import { useState } from "react";
import type { Revision } from "../../../balancer-core/contract/config-history.ts";
import { Skeleton } from "../../components/ui/notice.tsx";
import { coreText } from "../../i18n/core-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { formatAgo, formatClock } from "../../lib/format.ts";
import { capitalised } from "../../lib/sentence.ts";
import { useTimeText } from "../../lib/use-time-text.ts";
import { RevisionDialog } from "./revision-dialog.tsx";
import { useHistory } from "./use-history.ts";

export function History() {
  const t = useText("configuration");
  const { value, failure } = useHistory();
  const [compared, setCompared] = useState<number | null>(null);
  if (failure !== null)
    return <p className="configuration-note">{t("historyFailed", { reason: failure })}</p>;
  if (!value)
    return (
      <div className="configuration-skeleton" aria-busy="true">
        <Skeleton height={40} />
        <Skeleton height={40} />
      </div>
    );
  return (
    <>
      <p className="configuration-note">{t("historyHint")}</p>
      <ol className="revisions" aria-label={t("history")}>
        {value.revisions.map((revision, index) => (
          <RevisionItem
            key={revision.revision}
            revision={revision}
            isNow={revision.revision === value.revision}
            isFirst={index === value.revisions.length - 1}
            onCompare={() => setCompared(revision.revision)}
          />
        ))}
      </ol>
      {value.revisions.length <= 1 && <p className="configuration-note">{t("historyEmpty")}</p>}
      {compared !== null && (
        <RevisionDialog
          revision={compared}
          current={value.revision}
          onClose={() => setCompared(null)}
        />
      )}
    </>
  );
}

const shownChanges = 2;

function RevisionItem({
  revision: { revision, at, author, changes },
  isNow,
  isFirst,
  onCompare,
}: {
  readonly revision: Revision;
  readonly isNow: boolean;
  /** The oldest that is kept: with no change of its own it is what was loaded. */
  readonly isFirst: boolean;
  readonly onCompare: () => void;
}) {
  const t = useText("configuration");
  const ago = useTimeText((now) => formatAgo(at, now));
  const more = changes.length - shownChanges;
  const what = (
    <>
      <span className="revision-head">
        <span className="figures">{revision}</span>
        <span title={formatClock(at)}>
          {t("revisionBy", { time: ago, author: t(`author.${author}`) })}
        </span>
        {isNow ? (
          <span className="revision-now">{t("now")}</span>
        ) : (
          <span className="revision-compare">{t("compare")}</span>
        )}
      </span>
      {changes.length === 0 && (
        <span className="revision-change">{t(isFirst ? "atStart" : "noChanges")}</span>
      )}
      {changes.slice(0, shownChanges).map((change) => (
        <span key={change} className="revision-change">
          {capitalised(coreText(change))}
        </span>
      ))}
      {more > 0 && <span className="revision-more">{t("andMore", { count: more })}</span>}
    </>
  );
  return (
    <li className="revision">
      {isNow ? (
        <div className="revision-body">{what}</div>
      ) : (
        <button
          type="button"
          className="revision-body"
          aria-label={t("openRevision", { revision })}
          onClick={onCompare}
        >
          {what}
        </button>
      )}
    </li>
  );
}

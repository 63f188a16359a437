// One earlier revision against what runs now, line by line, and the button that brings it back.
import { useState } from "react";
import type {
  DifferenceHunk,
  DifferenceLine,
} from "../../../balancer-core/contract/config-history.ts";
import { Button } from "../../components/ui/button.tsx";
import { Dialog, DialogActions } from "../../components/ui/dialog.tsx";
import { Skeleton } from "../../components/ui/notice.tsx";
import { useText } from "../../i18n/use-text.ts";
import { useActions } from "../../state/console-context.tsx";
import { useRevision } from "./use-history.ts";

export function RevisionDialog({
  revision,
  current,
  onClose,
}: {
  readonly revision: number;
  /** The one that runs, and that restoring expects to run still. */
  readonly current: number;
  readonly onClose: () => void;
}) {
  const t = useText("configuration");
  const { restoreRevision } = useActions();
  const { value, failure } = useRevision(revision);
  const [isBusy, setIsBusy] = useState(false);
  const restore = async () => {
    setIsBusy(true);
    const { ok } = await restoreRevision(revision, current);
    setIsBusy(false);
    if (ok) onClose();
  };
  return (
    <Dialog
      title={t("revision", { revision })}
      description={t("restoreHint", { revision: current })}
      isWide
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      {failure !== null && <p className="configuration-note">{failure}</p>}
      {failure === null && !value && <Skeleton height={120} />}
      {value && <Difference hunks={value.difference} isCut={value.isDifferenceCut} />}
      <DialogActions>
        <Button onClick={onClose}>{t("close")}</Button>
        <Button
          variant="primary"
          isBusy={isBusy}
          disabled={!value || value.difference.length === 0}
          onClick={() => void restore()}
        >
          {t("restore", { revision })}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** Seen from restoring: what only the revision has comes back, what only the present one has goes away. */
const signOf = (kind: DifferenceLine["kind"]): string =>
  kind === "same" ? " " : kind === "then" ? "+" : "−";

/** Within a run of changed lines what goes away stands before what comes, as people are used to reading it. */
function departuresFirst(lines: readonly DifferenceLine[]): readonly DifferenceLine[] {
  const ordered: DifferenceLine[] = [];
  let arrivals: DifferenceLine[] = [];
  for (const line of lines) {
    if (line.kind === "then") arrivals.push(line);
    else {
      if (line.kind === "same") {
        ordered.push(...arrivals);
        arrivals = [];
      }
      ordered.push(line);
    }
  }
  return [...ordered, ...arrivals];
}

function Difference({
  hunks,
  isCut,
}: {
  readonly hunks: readonly DifferenceHunk[];
  readonly isCut: boolean;
}) {
  const t = useText("configuration");
  if (hunks.length === 0) return <p className="difference-none">{t("same")}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
    <section className="difference figures" tabIndex={0} aria-label={t("difference")}>
      {hunks.map(({ nowLine, lines }) => (
        <div key={nowLine} className="difference-hunk">
          <p className="difference-place">{t("otherLine", { line: nowLine })}</p>
          {departuresFirst(lines).map(({ kind, text }, index) => (
            <p
              // biome-ignore lint/suspicious/noArrayIndexKey: lines repeat, and the list never changes.
              key={index}
              className={`difference-line difference-${kind}`}
            >
              <span aria-hidden="true">{signOf(kind)}</span>
              {kind !== "same" && (
                <span className="visually-hidden">
                  {kind === "then" ? t("comesBack") : t("goesAway")}:
                </span>
              )}
              {text}
            </p>
          ))}
        </div>
      ))}
      {isCut && <p className="difference-place">{t("cut")}</p>}
    </section>
  );
}

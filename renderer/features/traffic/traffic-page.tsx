// Single requests as they finish: a filtered list that holds still when asked, and beside it the one that is looked at.
import { Activity, Download, Pause, Play, SearchX, Trash2 } from "lucide-react";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";
import type { RequestRecord } from "../../../balancer-core/contract/records.ts";
import { Button, IconButton } from "../../components/ui/button.tsx";
import { EmptyState } from "../../components/ui/notice.tsx";
import { Page, Panel } from "../../components/ui/panel.tsx";
import { useText } from "../../i18n/use-text.ts";
import { classNames } from "../../lib/class-names.ts";
import { formatBytes, groupDigits } from "../../lib/format.ts";
import { useActions } from "../../state/console-context.tsx";
import { useFirstTraffic } from "../../state/lab-store.ts";
import { select } from "../../state/selection-store.ts";
import { selectListeners, snapshotStore } from "../../state/snapshot-store.ts";
import { useCommands } from "../../state/use-commands.ts";
import { RequestDetail } from "./detail/request-detail.tsx";
import { saveHar } from "./detail/save-har.ts";
import { FilterBar } from "./filter/filter-bar.tsx";
import { parseFilter } from "./filter/request-filter.ts";
import { RequestTable } from "./request-table.tsx";
import type { TapRow } from "./tap-buffer.ts";
import { tapBuffer, useTap } from "./use-tap.ts";
import "./traffic-page.css";

export function TrafficPage() {
  const t = useText("traffic");
  const view = useTap();
  const [text, setText] = useState("");
  const filter = useMemo(() => parseFilter(text), [text]);
  useEffect(() => tapBuffer.setFilter(filter.matches), [filter]);
  const [opened, setOpened] = useState<TapRow | null>(null);
  const { rows, isPaused } = view;
  const open = useCallback((row: TapRow) => {
    // The page has room for one thing beside the list.
    select(null);
    setOpened(row);
  }, []);
  useCommands([
    {
      id: "traffic.pause-list",
      section: "view",
      title: () => (tapBuffer.view.isPaused ? t("resume") : t("pause")),
      shortcuts: ["p"],
      run: () => tapBuffer.setPaused(!tapBuffer.view.isPaused),
    },
  ]);
  const step = (by: number) => {
    if (!opened) return;
    const next = rows[rows.findIndex(({ seq }) => seq === opened.seq) + by];
    if (next) setOpened(next);
  };
  // It may have come through the tap already; else it is looked at without a place in the list.
  const openRecord = (request: RequestRecord) =>
    setOpened(
      rows.find((row) => row.request.id === request.id) ?? { seq: -Date.now(), request, bytes: 0 },
    );
  return (
    <Page
      title={t("title")}
      summary={t("watching")}
      isFilling
      actions={
        <>
          <IconButton
            label={t("clear")}
            icon={<Trash2 />}
            disabled={view.held === 0}
            onClick={() => tapBuffer.clear()}
          />
          <Button
            variant="quiet"
            icon={<Download />}
            title={t("savedHar")}
            disabled={rows.length === 0}
            onClick={() => saveHar(rows.map(({ request }) => request))}
          >
            {t("saveHar")}
          </Button>
          <Button
            icon={isPaused ? <Play /> : <Pause />}
            aria-pressed={isPaused}
            onClick={() => tapBuffer.setPaused(!isPaused)}
          >
            {isPaused ? t("resume") : t("pause")}
            {view.fresh > 0 && (
              <span className="traffic-fresh figures">{t("fresh", { count: view.fresh })}</span>
            )}
          </Button>
        </>
      }
    >
      <FilterBar text={text} problems={filter.problems} onTextChange={setText} />
      <div className={classNames("traffic-body", opened && "traffic-body-split")}>
        <Panel isFlush className="traffic-list">
          {rows.length > 0 ? (
            <RequestTable rows={rows} opened={opened?.seq ?? null} onOpen={open} />
          ) : view.held > 0 ? (
            <EmptyState
              icon={<SearchX />}
              title={t("noMatch")}
              reason={t("noMatchReason", { held: view.held })}
              actions={<Button onClick={() => setText("")}>{t("showAll")}</Button>}
            />
          ) : (
            <NothingYet />
          )}
          <footer className="traffic-foot figures">
            <span>{t("shown", { shown: rows.length })}</span>
            {view.missed > 0 && (
              <span title={t("missedHint")}>{t("missed", { count: view.missed })}</span>
            )}
            <span className="traffic-memory" title={t("memoryHint")}>
              {t("memory", {
                held: groupDigits(view.held),
                used: formatBytes(view.heldBytes),
                budget: formatBytes(view.budgetBytes),
              })}
              <span className="traffic-meter" aria-hidden="true">
                <span
                  style={{ width: `${Math.min(1, view.heldBytes / view.budgetBytes) * 100}%` }}
                />
              </span>
            </span>
          </footer>
        </Panel>
        {opened && (
          <RequestDetail
            key={opened.seq}
            request={opened.request}
            onClose={() => setOpened(null)}
            onStep={step}
            onOpen={openRecord}
          />
        )}
      </div>
    </Page>
  );
}

/** Offers both ways to a first request: the generator, and a line to paste into a terminal. */
function NothingYet() {
  const t = useText("traffic");
  const shell = useText("shell");
  const { startTraffic } = useActions();
  const { id, isRunning } = useFirstTraffic();
  const listener = useStore(snapshotStore, (state) =>
    selectListeners(state).find(({ protocol }) => protocol === "http" || protocol === "https"),
  );
  return (
    <EmptyState
      icon={<Activity />}
      title={t("none")}
      reason={t(id === undefined ? "noneReasonAlone" : "noneReason")}
      actions={
        <>
          {id !== undefined && !isRunning && (
            <Button icon={<Play />} onClick={() => void startTraffic(id)}>
              {shell("startTraffic")}
            </Button>
          )}
          {listener && (
            <code className="traffic-try">
              curl {listener.protocol === "https" && "-k "}
              {listener.protocol}://{listener.address}/
            </code>
          )}
        </>
      }
    />
  );
}

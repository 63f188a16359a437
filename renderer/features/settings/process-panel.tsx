// How the process that balances is doing, asked for every other second while this page is shown: what to look at before a server
// is blamed. A balancer that does not tell is said to.
import { useState } from "react";
import type { ProcessStatus } from "../../../balancer-core/contract/process-status.ts";
import { Skeleton } from "../../components/ui/notice.tsx";
import { Panel } from "../../components/ui/panel.tsx";
import type { Text } from "../../i18n/catalogue-types.ts";
import { useText } from "../../i18n/use-text.ts";
import { classNames } from "../../lib/class-names.ts";
import { formatBytes, formatDuration, formatMilliseconds, formatSpan } from "../../lib/format.ts";
import { useInterval } from "../../lib/use-interval.ts";
import { asBalancerError } from "../../state/actions.ts";
import { useClient } from "../../state/console-context.tsx";
import { hostKind } from "../../transport/choose-transport.ts";

const askEveryMs = 2_000;
/** A loop that stands still this long is felt in every request. */
const alarmingDelayMs = 100;

export function ProcessPanel() {
  const t = useText("settings");
  const client = useClient();
  const [status, setStatus] = useState<ProcessStatus | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useInterval(() => {
    client.call("process.get", {}).then(
      (answer) => {
        setStatus(answer);
        setFailure(null);
      },
      (cause: unknown) => setFailure(asBalancerError(cause).message),
    );
  }, askEveryMs);
  return (
    <Panel title={t(hostKind() === "desktop" ? "mainProcess" : "process")}>
      {status && <Facts status={status} />}
      {!status &&
        (failure === null ? (
          <Skeleton height={160} />
        ) : (
          <p className="settings-note">{t("processAbsent", { reason: failure })}</p>
        ))}
    </Panel>
  );
}

function Facts({ status }: { readonly status: ProcessStatus }) {
  const t = useText("settings");
  const { eventLoop, memory, log, cpuMs, uptimeMs, nodeVersion, platform, pid } = status;
  const isSlow = eventLoop.p99Ms >= alarmingDelayMs;
  const isLosing = log.isFailing || log.droppedLines > 0;
  return (
    <>
      <dl className="settings-facts">
        <dt>{t("loopDelay")}</dt>
        <dd
          className={classNames("figures", isSlow && "settings-alarm")}
          title={t("loopDelayHint")}
        >
          {t("loopDelayValue", {
            p99: formatMilliseconds(eventLoop.p99Ms),
            max: formatMilliseconds(eventLoop.maxMs),
          })}
        </dd>
        <dt>{t("resident")}</dt>
        <dd className="figures">
          {t("residentValue", {
            resident: formatBytes(memory.residentBytes),
            heap: formatBytes(memory.heapUsedBytes),
          })}
        </dd>
        <dt>{t("cpu")}</dt>
        <dd className="figures">
          {t("cpuValue", { cpu: formatDuration(cpuMs), uptime: formatSpan(uptimeMs) })}
        </dd>
        <dt>{t("log")}</dt>
        <dd className={classNames(isLosing && "settings-alarm")} title={log.file}>
          {logWords(log, t)}
        </dd>
        <dt>{t("node")}</dt>
        <dd className="figures">
          {t("nodeValue", { version: nodeVersion, platform, pid: `${pid}` })}
        </dd>
      </dl>
      <Records budget={status.recordsBudget} />
    </>
  );
}

function logWords({ isFailing, droppedLines }: ProcessStatus["log"], t: Text<"settings">): string {
  if (isFailing) return t("logFailing");
  return droppedLines > 0 ? t("logDropped", { count: droppedLines }) : t("logFine");
}

const records = ["requests", "events", "seconds"] as const;

function Records({ budget }: { readonly budget: ProcessStatus["recordsBudget"] }) {
  const t = useText("settings");
  return (
    <>
      <h3 className="settings-heading">{t("records")}</h3>
      <ul className="settings-records">
        {records.map((name) => {
          const { held, capacity, approximateBytes } = budget[name];
          return (
            <li key={name}>
              <span>{t(`record.${name}`)}</span>
              <span className="settings-meter" aria-hidden="true">
                <span
                  style={{ width: `${Math.min(100, (held / Math.max(1, capacity)) * 100)}%` }}
                />
              </span>
              <span className="figures">
                {t("recordValue", { held, capacity, bytes: formatBytes(approximateBytes) })}
              </span>
            </li>
          );
        })}
      </ul>
      <p className="settings-note">{t("recordsHint")}</p>
    </>
  );
}

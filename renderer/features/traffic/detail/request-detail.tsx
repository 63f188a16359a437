// One request beside the list: what came of it, why this server, where the time went, its facts, and what can be done with it.
import { ArrowLeft, ChevronDown, ChevronUp, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { errorRows } from "../../../../balancer-core/contract/error-codes.ts";
import type { RequestRecord } from "../../../../balancer-core/contract/records.ts";
import { IconButton } from "../../../components/ui/button.tsx";
import { useText } from "../../../i18n/use-text.ts";
import { classNames } from "../../../lib/class-names.ts";
import { formatBytes, formatClock, formatMilliseconds } from "../../../lib/format.ts";
import { isFailure, isOwnAnswer } from "../filter/filter-terms.ts";
import { DecisionCard } from "./decision-card.tsx";
import { RequestActions } from "./request-actions.tsx";
import { WaterfallChart } from "./waterfall-chart.tsx";
import "./request-detail.css";

export interface RequestDetailProps {
  readonly request: RequestRecord;
  readonly onClose: () => void;
  /** 1 for newer, -1 for older. */
  readonly onStep: (by: number) => void;
  readonly onOpen: (request: RequestRecord) => void;
}

export function RequestDetail({ request, onClose, onStep, onOpen }: RequestDetailProps) {
  const t = useText("traffic");
  const region = useRef<HTMLElement>(null);
  const opener = useRef(document.activeElement);
  useEffect(() => {
    const from = opener.current;
    return () => {
      if (
        from instanceof HTMLElement &&
        from.isConnected &&
        document.activeElement === document.body
      )
        from.focus();
    };
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    onClose();
  };
  const { method, target, status, error, totalMs, server } = request;
  return (
    <section
      ref={region}
      className="request-detail"
      aria-label={`${t("detail.title")} ${method} ${target}`}
      onKeyDown={onKeyDown}
    >
      <header className="request-detail-header">
        <span className="request-detail-back">
          <IconButton
            label={t("detail.back")}
            icon={<ArrowLeft />}
            size="small"
            onClick={onClose}
          />
        </span>
        <h2 className="request-detail-title figures" title={target}>
          <span className="traffic-quiet">{method}</span> {target}
        </h2>
        <IconButton
          label={t("detail.newer")}
          icon={<ChevronUp />}
          size="small"
          onClick={() => onStep(1)}
        />
        <IconButton
          label={t("detail.older")}
          icon={<ChevronDown />}
          size="small"
          onClick={() => onStep(-1)}
        />
        <IconButton label={t("detail.close")} icon={<X />} size="small" onClick={onClose} />
      </header>
      <div className="request-detail-body">
        <div className="request-outcome">
          <span
            className={classNames(
              "request-status figures",
              isFailure(request) && "request-status-failed",
            )}
          >
            {status === 0 ? "TCP" : status}
          </span>
          <span className="request-outcome-words">
            <strong>
              {isOwnAnswer(request)
                ? t(server !== null && status < 400 ? "detail.cutShort" : "detail.ownAnswer")
                : t("detail.answeredBy", { server: server ?? t("nobody") })}
            </strong>
            {error !== null && (
              <span>
                <code>{error}</code> {errorRows[error].sentence}
              </span>
            )}
          </span>
          <span className="request-total figures">{formatMilliseconds(totalMs)}</span>
        </div>
        <RequestActions request={request} onOpen={onOpen} />
        <DecisionCard request={request} />
        <WaterfallChart request={request} />
        <Facts request={request} />
      </div>
    </section>
  );
}

function Facts({ request }: { readonly request: RequestRecord }) {
  const t = useText("traffic");
  const { at, id, listener, pool, client, host, bytesIn, bytesOut, traceId = null } = request;
  const rows = [
    ["time", `${formatClock(at)}.${at.slice(20, 23)}`],
    ["listener", listener],
    ["pool", pool],
    ["client", client],
    ["host", host],
    ["received", formatBytes(bytesIn)],
    ["sent", formatBytes(bytesOut)],
    ["id", id],
    ["trace", traceId],
  ] as const;
  return (
    <section className="request-part" aria-label={t("detail.facts")}>
      <h3 className="request-part-title">{t("detail.facts")}</h3>
      <dl className="request-facts">
        {rows.map(([name, value]) =>
          value === null || value === "" ? null : (
            <div key={name}>
              <dt>{t(`fact.${name}`)}</dt>
              <dd className="figures">{value}</dd>
            </div>
          ),
        )}
      </dl>
    </section>
  );
}

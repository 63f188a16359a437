// State as shape, word and colour, since when, and why; a drain shows what is left instead.

import type { ServerSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import { DrainCountdown } from "../../components/server/drain-countdown.tsx";
import { stateDetail } from "../../components/server/state-detail.ts";
import { StateChip } from "../../components/ui/state-chip.tsx";
import { Cell } from "../../components/ui/table.tsx";
import { coreText } from "../../i18n/core-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { formatClock, formatSpan } from "../../lib/format.ts";
import { capitalised } from "../../lib/sentence.ts";
import { useTimeText } from "../../lib/use-time-text.ts";

export function StateCell({ server }: { readonly server: ServerSnapshot }) {
  const t = useText("servers");
  const { state, reason, since, backup } = server;
  const span = useTimeText((now) => coarse(now - Date.parse(since)));
  return (
    <Cell className="servers-state">
      <p className="servers-state-line">
        <StateChip state={state} detail={stateDetail(server)} />
        <span className="servers-since" title={t("since", { time: formatClock(since) })}>
          {span}
        </span>
        {backup && <span className="servers-backup">{t("backup")}</span>}
      </p>
      {state === "draining" ? (
        <DrainCountdown server={server} />
      ) : (
        <p className="servers-reason" title={coreText(reason)}>
          {capitalised(coreText(reason))}
        </p>
      )}
    </Cell>
  );
}

/** Whole minutes after the first one: seconds of an hour are noise. */
const coarse = (spanMs: number): string =>
  formatSpan(spanMs < 60_000 ? spanMs : Math.floor(spanMs / 60_000) * 60_000);

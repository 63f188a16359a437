// A drain as it goes: what is left, how old the oldest of it is, when the rest is closed, and the ways out. Its reason, above, says
// whether sessions may still come.
import type { ServerSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import { drainProgress } from "../../components/server/state-detail.ts";
import { Button } from "../../components/ui/button.tsx";
import { Figure } from "../../components/ui/figure.tsx";
import { useText } from "../../i18n/use-text.ts";
import { formatSpan, groupDigits } from "../../lib/format.ts";
import { useTimeText } from "../../lib/use-time-text.ts";
import { useActions } from "../../state/console-context.tsx";
import { Section } from "./inspector-section.tsx";

export function DrainPanel({
  pool,
  server,
}: {
  readonly pool: string;
  readonly server: ServerSnapshot;
}) {
  const t = useText("inspector");
  const actions = useActions();
  const { id, drain } = server;
  const deadlineAt = drain?.deadlineAt ?? null;
  const left = useTimeText((now) =>
    deadlineAt === null ? "" : formatSpan(Math.max(0, Date.parse(deadlineAt) - now)),
  );
  const percent = useTimeText((now) => Math.round((drainProgress(server, now) ?? 0) * 100));
  if (!drain) return null;
  const { remaining, longestMs } = drain;
  return (
    <Section title={t("drain.title")} term="drain">
      <div className="inspector-now">
        <Figure label={t("drain.left")} measure={{ value: groupDigits(remaining), unit: "" }} />
        <Figure
          label={t("drain.longest")}
          measure={{
            value: longestMs === null ? t("drain.none") : formatSpan(longestMs),
            unit: "",
          }}
        />
        <Figure
          label={t("drain.deadline")}
          measure={{ value: left === "" ? t("drain.noDeadline") : left, unit: "" }}
        />
      </div>
      {deadlineAt !== null && (
        <span className="drain-countdown-bar" aria-hidden="true">
          <span style={{ width: `${100 - percent}%` }} />
        </span>
      )}
      <div className="inspector-actions">
        <Button size="small" onClick={() => void actions.setIntent(pool, id, "ready")}>
          {t("drain.stop")}
        </Button>
        {remaining === 0 && (
          <Button size="small" onClick={() => void actions.removeServer(pool, id)}>
            {t("drain.now")}
          </Button>
        )}
      </div>
    </Section>
  );
}

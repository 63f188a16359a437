// What is left of a drain: requests, and the time until the rest is closed.

import type { ServerSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import { textOf } from "../../i18n/i18n.ts";
import { useText } from "../../i18n/use-text.ts";
import { formatSpan } from "../../lib/format.ts";
import { useTimeText } from "../../lib/use-time-text.ts";
import "./server.css";
import { drainProgress } from "./state-detail.ts";

export function DrainCountdown({ server }: { readonly server: ServerSnapshot }) {
  const t = useText("server");
  const { drain } = server;
  const time = useTimeText((now) => timeLeft(drain?.deadlineAt ?? null, now));
  const percent = useTimeText((now) => Math.round((drainProgress(server, now) ?? 0) * 100));
  if (!drain) return null;
  const words = [
    t("requestsLeft", { count: drain.remaining }),
    ...(time === "" ? [] : [time]),
    ...(drain.thenRemove ? [t("thenRemoved")] : []),
  ];
  return (
    <span className="drain-countdown">
      <span className="drain-countdown-words">{words.join(", ")}</span>
      {drain.deadlineAt !== null && (
        <span className="drain-countdown-bar" aria-hidden="true">
          <span style={{ width: `${100 - percent}%` }} />
        </span>
      )}
    </span>
  );
}

function timeLeft(deadlineAt: string | null, now: number): string {
  if (deadlineAt === null) return "";
  const leftMs = Date.parse(deadlineAt) - now;
  const t = textOf("server");
  return leftMs <= 0 ? t("closing") : t("closesIn", { span: formatSpan(leftMs) });
}

// What is left of a drain: requests, and the time until the rest is closed.
import type { ServerSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import { formatSpan, plural } from "../../lib/format.ts";
import { useTimeText } from "../../lib/use-time-text.ts";
import "./server.css";
import { drainProgress } from "./state-detail.ts";

export function DrainCountdown({ server }: { readonly server: ServerSnapshot }) {
  const { drain } = server;
  const time = useTimeText((now) => timeLeft(drain?.deadlineAt ?? null, now));
  const percent = useTimeText((now) => Math.round((drainProgress(server, now) ?? 0) * 100));
  if (!drain) return null;
  const after = drain.thenRemove ? ", then removed" : "";
  return (
    <span className="drain-countdown">
      <span className="drain-countdown-words">
        {plural(drain.remaining, "request")} left{time === "" ? "" : `, ${time}`}
        {after}
      </span>
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
  return leftMs <= 0 ? "closing now" : `closes in ${formatSpan(leftMs)}`;
}

// The few characters beside a state's word and the sentence behind it.

import type { ServerSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import { textOf } from "../../i18n/i18n.ts";

/** `2/3` of failing or passing checks, `12 left` of a drain; nothing where the word says it all. */
export function stateDetail({ state, reason, drain }: ServerSnapshot): string | undefined {
  if (state === "draining")
    return drain === null ? undefined : textOf("server")("left", { left: drain.remaining });
  if (state !== "degraded" && state !== "recovering") return undefined;
  return /\b\d+\/\d+\b/.exec(reason)?.[0];
}

/** How much of a drain's time is over, from 0 to 1; null without a deadline. */
export function drainProgress(
  { since, drain }: Pick<ServerSnapshot, "since" | "drain">,
  now: number,
): number | null {
  if (!drain?.deadlineAt) return null;
  const start = Date.parse(since);
  const span = Date.parse(drain.deadlineAt) - start;
  return span <= 0 ? 1 : Math.min(1, Math.max(0, (now - start) / span));
}

// The derived state of a server: one truth table from intent, active verdict, passive verdict and what is in flight. Nobody writes it.
import type { Intent } from "../contract/config-pool.ts";
import { sentence } from "../contract/sentences.ts";
import type { ServerState } from "../contract/snapshot.ts";
import { formatDuration } from "../contract/units.ts";
import type { PassiveVerdict } from "../health/passive-monitor.ts";
import type { ActiveVerdict } from "../health/rise-fall.ts";

export interface StateInputs {
  readonly intent: Intent;
  /** No longer in the configuration, kept until nothing is left on it. */
  readonly removed: boolean;
  readonly active: ActiveVerdict;
  readonly passive: PassiveVerdict;
  readonly inFlight: number;
  /** It drains, and clients that belong to it may still come. */
  readonly keepsSessions: boolean;
}

/**
 * The first rule that fits: removal and intent outrank what anybody observed. A server that its checks call down is down,
 * ejected or not: ejection ends by itself, being down does not, and the check's answer is the better reason.
 */
export function effectiveState(inputs: StateInputs): ServerState {
  const { intent, removed, active, passive, inFlight, keepsSessions } = inputs;
  if (intent === "maintenance" && !removed) return "maintenance";
  if (intent === "drain" || removed) return inFlight > 0 || keepsSessions ? "draining" : "drained";
  if (active.level === "down" || active.level === "recovering") return active.level;
  return passive.ejected ? "ejected" : active.level;
}

/** Whether the state lets the server take new traffic. Weight, limit and backup are asked elsewhere. */
export function isUsable(state: ServerState): boolean {
  return state === "up" || state === "degraded" || state === "unchecked";
}

/** Why it is in this state, for people. `lastDetail` is what the latest check said. */
export function stateReason(
  inputs: StateInputs,
  lastDetail: string | undefined,
  isChecked: boolean,
): string {
  const { active, passive, inFlight, keepsSessions } = inputs;
  switch (effectiveState(inputs)) {
    case "maintenance":
      return withRest(sentence("MAINTENANCE_SET"), inFlight);
    case "draining":
    case "drained":
      return withRest(
        inputs.removed ? sentence("TAKEN_OUT") : sentence("DRAIN_SET"),
        inFlight,
        keepsSessions,
      );
    case "ejected":
      return ejectedReason(passive);
    case "degraded":
    case "down":
      return lastDetail === undefined
        ? sentence("CHECKS_FAILED", active)
        : sentence("CHECKS_FAILED_SAYING", { ...active, said: lastDetail });
    case "recovering":
      return lastDetail === undefined
        ? sentence("CHECKS_PASSED", active)
        : sentence("CHECKS_PASSED_SAYING", { ...active, said: lastDetail });
    case "up":
      return lastDetail === undefined
        ? sentence("CHECK_PASSED")
        : sentence("CHECK_PASSED_SAYING", { said: lastDetail });
    case "unchecked":
      return sentence(isChecked ? "NO_CHECK_YET" : "CHECKS_OFF");
  }
}

function ejectedReason({ failures, ejectedForMs }: PassiveVerdict): string {
  const duration = formatDuration(ejectedForMs);
  return failures === 1
    ? sentence("EJECTED_AT_ONCE", { duration })
    : sentence("EJECTED", { count: failures, duration });
}

function withRest(reason: string, inFlight: number, keepsSessions = false): string {
  const said =
    inFlight === 0
      ? reason
      : inFlight === 1
        ? sentence("REQUEST_LEFT", { said: reason })
        : sentence("REQUESTS_LEFT", { said: reason, count: inFlight });
  return keepsSessions ? sentence("SESSIONS_LEFT", { said }) : said;
}

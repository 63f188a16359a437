// The derived state of a server: one truth table from intent, active verdict, passive verdict and what is in flight. Nobody writes it.
import type { Intent } from "../contract/config-pool.ts";
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
  const saying = lastDetail === undefined ? "" : `: ${lastDetail}`;
  switch (effectiveState(inputs)) {
    case "maintenance":
      return withRest("maintenance set by the operator", inFlight);
    case "draining":
    case "drained":
      return withRest(
        inputs.removed ? "removed from the configuration" : "drain set by the operator",
        inFlight,
        keepsSessions,
      );
    case "ejected":
      return `${passive.failures} failures in a row, ejected for ${formatDuration(passive.ejectedForMs)}`;
    case "degraded":
    case "down":
      return `${active.count}/${active.needed} checks failed${saying}`;
    case "recovering":
      return `${active.count}/${active.needed} checks passed${saying}`;
    case "up":
      return `last check passed${saying}`;
    case "unchecked":
      return isChecked ? "no check has ended yet" : "health checks are off";
  }
}

function withRest(reason: string, inFlight: number, keepsSessions = false): string {
  const waits = keepsSessions ? ", its sessions may still come" : "";
  if (inFlight === 0) return `${reason}${waits}`;
  return `${reason}, ${inFlight} ${inFlight === 1 ? "request" : "requests"} left${waits}`;
}

// What can be done to a server now, and why not where it cannot. Pure; the menu and the table's buttons show it.
import type { ServerSnapshot } from "../../../balancer-core/contract/snapshot.ts";

/** The names of the contract, in the order of the menu. */
export const serverActionNames = ["Drain", "Maintenance", "Ready", "Edit", "Remove"] as const;
export type ServerActionName = (typeof serverActionNames)[number];

/** Why an action has no meaning now; undefined when it has. */
export function whyNot(
  action: ServerActionName,
  { intent }: Pick<ServerSnapshot, "intent">,
): string | undefined {
  if (action === "Drain" && intent === "drain") return "drains already";
  if (action === "Maintenance" && intent === "maintenance") return "in maintenance already";
  if (action === "Ready" && intent === "ready") return "takes traffic already";
  return undefined;
}

/** The action a person most likely wants next. */
export const likelyAction = ({ intent }: Pick<ServerSnapshot, "intent">): "Drain" | "Ready" =>
  intent === "ready" ? "Drain" : "Ready";

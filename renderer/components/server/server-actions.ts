// What can be done to a server now, and why not where it cannot. Pure; the menu and the table's buttons show it.

import type { ServerSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import { textOf } from "../../i18n/i18n.ts";
import { shortcutLabel } from "../../lib/shortcut.ts";
import { shortcutOf } from "../../state/commands.ts";

/** The names of the contract, which are also keys of the catalogue, in the order of the menu. */
export const serverActionNames = ["Drain", "Maintenance", "Ready", "Edit", "Remove"] as const;
export type ServerActionName = (typeof serverActionNames)[number];

/** Why an action has no meaning now; undefined when it has. */
export function whyNot(
  action: ServerActionName,
  { intent }: Pick<ServerSnapshot, "intent">,
): string | undefined {
  const t = textOf("server");
  if (action === "Drain" && intent === "drain") return t("whyNot.Drain");
  if (action === "Maintenance" && intent === "maintenance") return t("whyNot.Maintenance");
  if (action === "Ready" && intent === "ready") return t("whyNot.Ready");
  return undefined;
}

/** The keys of an action on the server in focus, for hints. */
export const actionShortcut = (action: ServerActionName): string | undefined =>
  shortcutOf(`server.${action.toLowerCase()}`);

/** What hovering an action's button tells: whom it is about, and the keys where it has some. */
export function actionTitle(action: ServerActionName, server: string): string {
  const shortcut = actionShortcut(action);
  const title = textOf("server")(`actionOn.${action}`, { server });
  return shortcut === undefined ? title : `${title} · ${shortcutLabel(shortcut)}`;
}

/** The action a person most likely wants next. */
export const likelyAction = ({ intent }: Pick<ServerSnapshot, "intent">): "Drain" | "Ready" =>
  intent === "ready" ? "Drain" : "Ready";

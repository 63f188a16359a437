// What a server's state is called inside a sentence: in lower case, but German nouns keep their capital.
import type { ServerState } from "../../balancer-core/contract/snapshot.ts";
import { i18n, textOf } from "./i18n.ts";

export function stateInside(state: ServerState): string {
  const word = textOf("common")(`state.${state}`);
  // The one noun among them: Wartung.
  const isNoun = state === "maintenance" && i18n.language === "de";
  return isNoun ? word : word.toLowerCase();
}

// `2 of 3 up`, in the shape and colour of the state that deserves attention first.

import type { PoolSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import { textOf } from "../../i18n/i18n.ts";
import { useText } from "../../i18n/use-text.ts";
import { type Count, countServers } from "../../state/overview.ts";
import { StateGlyph, stateColour } from "../ui/state-chip.tsx";
import "./server.css";

/** `2 of 3 up`, and how many somebody took out, who are not missing. */
export function upWords({ servers, up, out }: Pick<Count, "servers" | "up" | "out">): string {
  const t = textOf("server");
  if (servers === 0) return out === 0 ? t("noServers") : t("allOut", { out });
  return out === 0 ? t("upOf", { up, servers }) : t("upOfOut", { up, servers, out });
}

export function PoolState({ pool: { servers } }: { readonly pool: PoolSnapshot }) {
  useText("server");
  const count = countServers(servers);
  const worst = servers.length === 0 ? "unchecked" : count.worst;
  return (
    <span className="pool-state" title={upWords(count)}>
      <StateGlyph state={worst} size={13} />
      <span style={{ color: stateColour(worst) }}>{upWords(count)}</span>
    </span>
  );
}

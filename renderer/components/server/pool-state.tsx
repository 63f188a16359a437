// `2 of 3 up`, in the shape and colour of the state that deserves attention first.

import type { PoolSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import { useText } from "../../i18n/use-text.ts";
import { statesByUrgency } from "../../state/overview.ts";
import { StateGlyph, stateColour } from "../ui/state-chip.tsx";
import "./server.css";

export function PoolState({ pool: { servers, usableServers } }: { readonly pool: PoolSnapshot }) {
  const t = useText("server");
  const worst =
    statesByUrgency.find((state) => servers.some((server) => server.state === state)) ??
    "unchecked";
  return (
    <span className="pool-state">
      <StateGlyph state={worst} size={13} />
      <span style={{ color: stateColour(worst) }}>
        {servers.length === 0
          ? t("noServers")
          : t("upOf", { up: usableServers, servers: servers.length })}
      </span>
    </span>
  );
}

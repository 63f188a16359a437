// A listener: where it listens, what comes in, and the answers it had to make itself.

import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import { useStore } from "zustand";
import type { ListenerSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import { Figure } from "../../components/ui/figure.tsx";
import { StateGlyph, stateColour } from "../../components/ui/state-chip.tsx";
import { coreText } from "../../i18n/core-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { classNames } from "../../lib/class-names.ts";
import { groupDigits, measureRate } from "../../lib/format.ts";
import { selectListener, snapshotStore } from "../../state/snapshot-store.ts";
import type { ListenerNode } from "./flow-graph.ts";
import { NodeEnds } from "./node-ends.tsx";

const protocolWords = {
  http: "HTTP",
  https: "HTTPS",
  tcp: "TCP",
  "tls-passthrough": "TLS",
} as const;

export const ListenerNodeView = memo(function ListenerNodeView({
  data,
  selected,
}: NodeProps<ListenerNode>) {
  const t = useText("topology");
  const listener = useStore(snapshotStore, selectListener(data.placed.listener));
  if (!listener) return null;
  const isTcp = listener.protocol === "tcp" || listener.protocol === "tls-passthrough";
  return (
    <article className={classNames("node", selected && "node-selected")}>
      <NodeEnds side="both" />
      <header className="node-header">
        <span className="node-name">{listener.id}</span>
        <span className="node-badge">{protocolWords[listener.protocol]}</span>
      </header>
      <p className="node-address figures">{listener.address}</p>
      {listener.state === "listening" ? (
        <div className="node-figures">
          <Figure
            size="small"
            label={t("rate")}
            title={isTcp ? t("accepted") : t("requests")}
            measure={{ ...measureRate(listener.requestRate), unit: "/s" }}
          />
          <Figure
            size="small"
            label={t("open")}
            title={t("openHint")}
            measure={{ value: groupDigits(listener.activeConnections), unit: "" }}
          />
          <OwnAnswers listener={listener} />
        </div>
      ) : (
        <NotListening listener={listener} />
      )}
    </article>
  );
});

function OwnAnswers({ listener: { ownAnswers } }: { readonly listener: ListenerSnapshot }) {
  const t = useText("topology");
  const codes = Object.entries(ownAnswers);
  const total = codes.reduce((sum, [, count]) => sum + count, 0);
  return (
    <Figure
      size="small"
      label={t("errors")}
      title={
        total === 0
          ? t("ownErrorsNone")
          : t("ownErrors", {
              codes: codes.map(([code, count]) => `${count} ${code}`).join(", "),
            })
      }
      measure={{ value: groupDigits(total), unit: "" }}
    />
  );
}

function NotListening({ listener: { state, error } }: { readonly listener: ListenerSnapshot }) {
  const t = useText("topology");
  const shape = state === "failed" ? "down" : "unchecked";
  return (
    <p className="node-trouble" title={error === null ? undefined : coreText(error)}>
      <StateGlyph state={shape} size={13} />
      <span>
        <strong style={{ color: stateColour(shape) }}>
          {state === "failed" ? t("failed") : t("stopped")}
        </strong>
        {error !== null && ` ${coreText(error)}`}
      </span>
    </p>
  );
}

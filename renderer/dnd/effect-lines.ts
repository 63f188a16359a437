// What a change does to what runs now, one sentence each; what disturbs nobody is left out. Pure.
import type { ChangeImpact } from "../../balancer-core/contract/change-impact.ts";
import { textOf } from "../i18n/i18n.ts";
import { formatPercent } from "../lib/format.ts";

export function effectLines({ servers, listeners, hashKeys, restart }: ChangeImpact): string[] {
  const t = textOf("dnd");
  return [
    ...listeners.flatMap(({ listener, effect, to, activeConnections: count }) => {
      if (effect === "closed") return t("effectClosed", { listener, count });
      return effect === "rebound" ? t("effectRebound", { listener, to: to ?? "", count }) : [];
    }),
    ...servers.flatMap(({ pool, server, effect, activeRequests: count }) => {
      const values = { pool, server, count };
      if (effect === "removed") return t("effectRemoved", values);
      if (effect === "draining") return t("effectDraining", values);
      return effect === "moved" ? t("effectMoved", values) : [];
    }),
    ...hashKeys.flatMap(({ pool, movedKeys, sampledKeys }) =>
      movedKeys === 0
        ? []
        : t("effectKeys", { pool, share: formatPercent(movedKeys / Math.max(1, sampledKeys)) }),
    ),
    ...restart.map((setting) => t("effectRestart", { setting })),
  ];
}

// What applying would do to what runs now, in sentences with counts: whom it touches and what finishes first.
import type { ReactNode } from "react";
import type { ChangeImpact } from "../../../balancer-core/contract/change-impact.ts";
import { RichText } from "../../i18n/rich-text.tsx";
import { useText } from "../../i18n/use-text.ts";
import { formatPercent } from "../../lib/format.ts";

const parts = { name: <strong /> };

export function Impact({ impact }: { readonly impact: ChangeImpact }) {
  const t = useText("configuration");
  const { servers, listeners, hashKeys, restart } = impact;
  const moved = hashKeys.filter(({ movedKeys }) => movedKeys > 0);
  const isCalm = servers.length + listeners.length + moved.length + restart.length === 0;
  return (
    <>
      <h3 className="review-heading">{t("impact")}</h3>
      <ul className="impact" aria-label={t("impact")}>
        {isCalm && <Line>{t("calm")}</Line>}
        {listeners.map(({ listener, effect, from, to, activeConnections }) => (
          <Line
            key={`listener ${listener}`}
            note={
              effect !== "opened" && activeConnections > 0
                ? t("open", { count: activeConnections })
                : undefined
            }
          >
            <RichText
              from="configuration"
              text={`listenerEffect.${effect}`}
              values={{ listener, from: from ?? "", to: to ?? "" }}
              parts={parts}
            />
          </Line>
        ))}
        {servers.map(({ pool, server, effect, activeRequests }) => (
          <Line
            key={`server ${pool}/${server}`}
            note={
              (effect === "removed" || effect === "draining" || effect === "moved") &&
              activeRequests > 0
                ? t("inFlight", { count: activeRequests })
                : undefined
            }
          >
            <RichText
              from="configuration"
              text={`serverEffect.${effect}`}
              values={{ pool, server }}
              parts={parts}
            />
          </Line>
        ))}
        {moved.map(({ pool, movedKeys, sampledKeys }) => (
          <Line key={`hash ${pool}`}>
            <RichText
              from="configuration"
              text="hashKeys"
              values={{ pool, share: formatPercent(movedKeys / Math.max(1, sampledKeys)) }}
              parts={parts}
            />
          </Line>
        ))}
        {restart.map((setting) => (
          <Line key={`restart ${setting}`}>
            <RichText
              from="configuration"
              text="restart"
              values={{ setting }}
              parts={{ name: <code /> }}
            />
          </Line>
        ))}
      </ul>
    </>
  );
}

function Line({
  note,
  children,
}: {
  readonly note?: string | undefined;
  readonly children: ReactNode;
}) {
  return (
    <li>
      <p>{children}</p>
      {note !== undefined && <p className="impact-note">{note}</p>}
    </li>
  );
}

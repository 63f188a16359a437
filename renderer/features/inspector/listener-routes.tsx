// A listener's routes in their order: the first that matches decides, the default pool takes the rest.
import type { RouteMatch } from "../../../balancer-core/contract/config-listener.ts";
import { RichText } from "../../i18n/rich-text.tsx";
import { useText } from "../../i18n/use-text.ts";
import { useConfigDocument } from "./use-config-document.ts";

const routeParts = { code: <code />, strong: <strong /> };

export function ListenerRoutes({ id }: { readonly id: string }) {
  const t = useText("inspector");
  const config = useConfigDocument();
  const listener = config?.listeners.find((candidate) => candidate.id === id);
  if (!listener) return null;
  const { routes, pool } = listener;
  return (
    <ol className="inspector-routes" aria-label={t("routes")}>
      {routes.map((route) => {
        const words = matchText(route.match);
        return (
          <li key={`${words} ${route.pool}`}>
            <RichText
              from="inspector"
              text="routeTo"
              parts={routeParts}
              values={{ match: words, pool: route.pool }}
            />
          </li>
        );
      })}
      <li>
        {pool === undefined ? (
          t(routes.length === 0 ? "allRefused" : "restRefused")
        ) : (
          <RichText
            from="inspector"
            text={routes.length === 0 ? "allTo" : "restTo"}
            parts={routeParts}
            values={{ pool }}
          />
        )}
      </li>
    </ol>
  );
}

export function matchText({ host, pathPrefix, method, header }: RouteMatch): string {
  const place = `${host ?? ""}${pathPrefix === undefined ? "" : `${pathPrefix}*`}`;
  const parts = [
    method,
    place === "" ? undefined : place,
    ...Object.entries(header ?? {}).map(([name, value]) => `${name}: ${value}`),
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? "*" : parts.join(" ");
}

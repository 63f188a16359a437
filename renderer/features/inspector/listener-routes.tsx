// A listener's routes in their order: the first that matches decides, the default pool takes the rest.
import type { RouteMatch } from "../../../balancer-core/contract/config-listener.ts";
import { useConfigDocument } from "./use-config-document.ts";

export function ListenerRoutes({ id }: { readonly id: string }) {
  const config = useConfigDocument();
  const listener = config?.listeners.find((candidate) => candidate.id === id);
  if (!listener) return null;
  const { routes, pool } = listener;
  return (
    <ol className="inspector-routes" aria-label="Routes">
      {routes.map((route) => {
        const words = matchText(route.match);
        return (
          <li key={`${words} ${route.pool}`}>
            <code>{words}</code> goes to <strong>{route.pool}</strong>
          </li>
        );
      })}
      <li>
        {routes.length === 0 ? "Everything" : "The rest"}{" "}
        {pool === undefined ? (
          "is answered 421"
        ) : (
          <>
            goes to <strong>{pool}</strong>
          </>
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

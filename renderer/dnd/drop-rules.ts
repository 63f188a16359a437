// What may be dropped where, what it would do, and why not where it may not: a sentence for each. Pure, so that the pointer, the
// keyboard, the palette of commands and screen readers are told the same.
import type { PoolSnapshot, ServerSnapshot } from "../../balancer-core/contract/snapshot.ts";
import { textOf } from "../i18n/i18n.ts";

export type Dragged =
  | { readonly kind: "server"; readonly pool: string; readonly server: string }
  | { readonly kind: "simulated" }
  | { readonly kind: "address" }
  | { readonly kind: "port"; readonly address: string };

export const dropActions = ["Drain", "Maintenance", "Remove"] as const;
export type DropAction = (typeof dropActions)[number];

export type Target =
  | { readonly kind: "pool"; readonly pool: string }
  /** At another server: before it, or behind it where that is the way from the same pool. */
  | { readonly kind: "place"; readonly pool: string; readonly before: string }
  | { readonly kind: "action"; readonly action: DropAction };

export interface Judgement {
  readonly isAllowed: boolean;
  /** What it would do, or why not. */
  readonly words: string;
}

type Pools = readonly Pick<PoolSnapshot, "id" | "servers">[];

export function draggedName(dragged: Dragged): string {
  const t = textOf("dnd");
  switch (dragged.kind) {
    case "server":
      return dragged.server;
    case "simulated":
      return t("simulated");
    case "address":
      return t("address");
    case "port":
      return t("portAt", { address: dragged.address });
  }
}

export function judgeDrop(dragged: Dragged, target: Target, pools: Pools): Judgement {
  if (dragged.kind === "server") return judgeServer(dragged, target, pools);
  const t = textOf("dnd");
  if (target.kind === "action") return no(t("onlyServers"));
  const { pool } = target;
  const there = pools.find(({ id }) => id === pool);
  if (!there) return no(t("poolGone", { pool }));
  const twin =
    dragged.kind === "port" &&
    there.servers.find((server) => server.address === dragged.address && isStaying(server));
  if (twin) return no(t("addressTaken", { pool, address: twin.address, server: twin.id }));
  return yes(t("willAdd", { what: draggedName(dragged), pool }));
}

function judgeServer(
  { pool, server: id }: Extract<Dragged, { kind: "server" }>,
  target: Target,
  pools: Pools,
): Judgement {
  const t = textOf("dnd");
  const server = serverIn(pools, pool, id);
  if (!server) return no(t("serverGone", { server: id }));
  if (target.kind === "action") return judgeAction(server, target.action);
  if (!isStaying(server)) return no(t("leaving", { server: id }));
  if (target.kind === "place" && target.pool === pool)
    return judgeOrder(id, target.before, pools.find((each) => each.id === pool)?.servers ?? []);
  if (target.pool === pool) return no(t("samePool", { server: id, pool }));
  if (!pools.some((each) => each.id === target.pool))
    return no(t("poolGone", { pool: target.pool }));
  if (serverIn(pools, target.pool, id)) return no(t("idTaken", { pool: target.pool, server: id }));
  return yes(
    target.kind === "place"
      ? t("willMoveBefore", { server: id, pool: target.pool, before: target.before })
      : t("willMove", { server: id, pool: target.pool, from: pool }),
  );
}

function judgeOrder(id: string, before: string, servers: readonly ServerSnapshot[]): Judgement {
  const t = textOf("dnd");
  if (id === before) return no(t("samePlace", { server: id }));
  return yes(
    isBehind(servers, id, before)
      ? t("willOrderBehind", { server: id, behind: before })
      : t("willOrder", { server: id, before }),
  );
}

/** Where a server of the same pool goes that is dropped on another: up means before it, down behind it, as in every list. */
function isBehind(servers: readonly ServerSnapshot[], id: string, onto: string): boolean {
  const place = (server: string) => servers.findIndex((each) => each.id === server);
  return place(id) < place(onto);
}

/** Before whom a server dropped there stands afterwards; undefined for the end. */
export function standsBefore(
  { pool, server }: Extract<Dragged, { kind: "server" }>,
  target: Exclude<Target, { kind: "action" }>,
  pools: Pools,
): string | undefined {
  if (target.kind === "pool") return undefined;
  const servers = pools.find(({ id }) => id === target.pool)?.servers ?? [];
  if (target.pool !== pool || !isBehind(servers, server, target.before)) return target.before;
  return servers[servers.findIndex(({ id }) => id === target.before) + 1]?.id;
}

function judgeAction({ id, intent }: ServerSnapshot, action: DropAction): Judgement {
  const t = textOf("dnd");
  if (action === "Drain" && intent === "drain") return no(t("drainsAlready", { server: id }));
  if (action === "Maintenance" && intent === "maintenance")
    return no(t("restsAlready", { server: id }));
  return yes(t(`will.${action}`, { server: id }));
}

/** Not on its way out of the configuration. */
const isStaying = ({ drain }: ServerSnapshot): boolean => drain?.thenRemove !== true;

const serverIn = (pools: Pools, pool: string, server: string): ServerSnapshot | undefined =>
  pools.find(({ id }) => id === pool)?.servers.find(({ id }) => id === server);

const yes = (words: string): Judgement => ({ isAllowed: true, words });
const no = (words: string): Judgement => ({ isAllowed: false, words });

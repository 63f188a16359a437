// Turns the layout into what the canvas library draws. Nodes carry names only; their numbers come from the store, so that
// a snapshot renders the cards whose data changed and not the canvas.

import { type Edge, type Node, Position } from "@xyflow/react";
import type { Text } from "../../i18n/catalogue-types.ts";
import type { EdgeEnds } from "./edge-look.ts";
import type { Placed } from "./layout.ts";
import type { MovedNodes } from "./moved-nodes.ts";
import type { Structure } from "./structure.ts";

type Of<K extends Placed["kind"]> = Extract<Placed, { readonly kind: K }>;

export type ClientsNode = Node<{ readonly placed: Of<"clients"> }, "clients">;
export type ListenerNode = Node<{ readonly placed: Of<"listener"> }, "listener">;
export type PoolNode = Node<{ readonly placed: Of<"pool"> }, "pool">;
export type EmptyPoolNode = Node<{ readonly placed: Of<"empty-pool"> }, "empty-pool">;
export type ServerNode = Node<{ readonly placed: Of<"server"> }, "server">;
export type GridNode = Node<{ readonly placed: Of<"grid"> }, "grid">;
export type TopologyNode = Node<{ readonly placed: Placed }, Placed["kind"]>;
export type TrafficEdge = Edge<
  { readonly ends: EdgeEnds; readonly seriesIndex?: number },
  "traffic"
>;

/** The name by which people, tests and screen readers find it. */
function nodeName(placed: Placed, t: Text<"topology">): string {
  switch (placed.kind) {
    case "clients":
      return t("clients");
    case "listener":
      return t("listener", { id: placed.listener });
    case "pool":
      return t("pool", { id: placed.pool });
    case "empty-pool":
      return t("emptyPool", { id: placed.pool });
    case "grid":
      return t("poolServers", { id: placed.pool });
    case "server":
      return placed.server;
  }
}

/** The element that says why a server is in its state. */
export const whyId = (id: string): string => `why-${id}`;

const isInspectable = ({ kind }: Placed): boolean =>
  kind === "listener" || kind === "pool" || kind === "server";

export function nodesOf(
  layout: readonly Placed[],
  moved: MovedNodes,
  selectedId: string | null,
  t: Text<"topology">,
): TopologyNode[] {
  return layout.map((placed) => {
    const { id, kind, x, y, width, height } = placed;
    const side = (type: "source" | "target", position: Position, handleX: number) => ({
      type,
      position,
      x: handleX,
      y: height / 2,
      width: 1,
      height: 1,
    });
    return {
      id,
      type: kind,
      data: { placed },
      position: moved[id] ?? { x, y },
      width,
      height,
      // The layout knows sizes and ends of edges before anything is drawn: no measuring, no second pass.
      measured: { width, height },
      handles: [side("target", Position.Left, 0), side("source", Position.Right, width)],
      selected: id === selectedId,
      selectable: isInspectable(placed),
      focusable: isInspectable(placed),
      ariaLabel: nodeName(placed, t),
      // Why it is in its state is told with its name, and shown when it has the focus.
      ...(kind === "server" ? { domAttributes: { "aria-describedby": whyId(id) } } : {}),
    };
  });
}

export function edgesOf(structure: Structure, layout: readonly Placed[]): TrafficEdge[] {
  const edges: TrafficEdge[] = [];
  const pools = new Set(structure.pools.map(({ id }) => id));
  const hasClients = layout.some(({ kind }) => kind === "clients");
  for (const { id, pools: reached } of structure.listeners) {
    if (hasClients) edges.push(edge("clients", `listener:${id}`, { kind: "client", listener: id }));
    for (const pool of reached)
      if (pools.has(pool))
        edges.push(edge(`listener:${id}`, `pool:${pool}`, { kind: "route", listener: id, pool }));
  }
  for (const placed of layout) {
    if (placed.kind === "grid" || placed.kind === "empty-pool")
      edges.push(edge(`pool:${placed.pool}`, placed.id, { kind: "pool", pool: placed.pool }));
    if (placed.kind === "server") {
      const { pool, server, index } = placed;
      edges.push({
        ...edge(`pool:${pool}`, placed.id, { kind: "server", pool, server }),
        data: { ends: { kind: "server", pool, server }, seriesIndex: index },
      });
    }
  }
  return edges;
}

function edge(source: string, target: string, ends: EdgeEnds): TrafficEdge {
  return { id: `${source}→${target}`, type: "traffic", source, target, data: { ends } };
}

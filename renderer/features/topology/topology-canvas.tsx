// The canvas: places from the layout unless a person dragged something, selection shared with the inspector, edges alive.
import { useText } from "../../i18n/use-text.ts";
import "@xyflow/react/dist/base.css";
import {
  Background,
  type NodeChange,
  type NodeTypes,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from "@xyflow/react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useStore } from "zustand";
import { DropActions } from "../../dnd/drop-actions.tsx";
import { type Selection, select, selectionStore } from "../../state/selection-store.ts";
import { useMotion } from "../../state/use-preferences.ts";
import { CanvasControls, type FlowScale } from "./canvas-controls.tsx";
import { ClientsNodeView } from "./clients-node.tsx";
import { EmptyPoolNodeView } from "./empty-pool-node.tsx";
import { edgesOf, nodesOf, type TopologyNode } from "./flow-graph.ts";
import { FlowOverlay } from "./flow-overlay.tsx";
import { GridNodeView } from "./grid-node.tsx";
import { footMargin, layoutTopology, margin, type Placed } from "./layout.ts";
import { ListenerNodeView } from "./listener-node.tsx";
import { placesOf } from "./picture-places.ts";
import { PoolNodeView } from "./pool-node.tsx";
import { ServerNodeView } from "./server-node.tsx";
import type { Structure } from "./structure.ts";
import { TrafficEdgeView } from "./traffic-edge.tsx";
import { useMovedNodes } from "./use-moved-nodes.ts";
import { useRoom } from "./use-room.ts";
import "./topology-canvas.css";
import "./nodes.css";

const nodeTypes: NodeTypes = {
  clients: ClientsNodeView,
  listener: ListenerNodeView,
  pool: PoolNodeView,
  "empty-pool": EmptyPoolNodeView,
  server: ServerNodeView,
  grid: GridNodeView,
};
const edgeTypes = { traffic: TrafficEdgeView };
const fitOptions = {
  padding: {
    top: `${margin}px`,
    right: `${margin}px`,
    bottom: `${footMargin}px`,
    left: `${margin}px`,
  },
  maxZoom: 1.15,
} as const;

export function TopologyCanvas({ structure }: { readonly structure: Structure }) {
  return (
    <ReactFlowProvider>
      <Canvas structure={structure} />
    </ReactFlowProvider>
  );
}

function Canvas({ structure }: { readonly structure: Structure }) {
  const frame = useRef<HTMLDivElement>(null);
  const room = useRoom(frame);
  const flow = useReactFlow();
  const { moved, move, tidy } = useMovedNodes();
  const [scale, setScale] = useState<FlowScale | null>(null);
  const isStill = useMotion() === "reduced";
  const isViewTheirs = useRef(false);
  const selectedId = useStore(selectionStore, ({ selection }) => nodeIdOf(selection));

  const layout = useMemo(() => (room ? layoutTopology(structure, room) : []), [structure, room]);
  const t = useText("topology");
  const nodes = useMemo(
    () => nodesOf(layout, moved, selectedId, t),
    [layout, moved, selectedId, t],
  );
  const edges = useMemo(() => edgesOf(structure, layout), [structure, layout]);

  const places = useMemo(() => placesOf(structure, layout, moved), [structure, layout, moved]);

  // A new server or an opened inspector must not hide anything; a view a person chose is left alone.
  useEffect(() => {
    if (layout.length > 0 && !isViewTheirs.current)
      void flow.fitView({ ...fitOptions, duration: 0 });
  }, [flow, layout]);

  const fit = () => {
    isViewTheirs.current = false;
    void flow.fitView({ ...fitOptions, duration: 200 });
  };
  const tidyAndFit = () => {
    tidy();
    // After the places are drawn.
    requestAnimationFrame(fit);
  };
  const onNodesChange = (changes: NodeChange<TopologyNode>[]) => {
    for (const change of changes) {
      if (change.type === "position" && change.position) {
        const { id, position, dragging } = change;
        move(id, position, dragging !== true);
      }
      if (change.type === "select" && change.selected) selectPlaced(layout, change.id);
    }
  };

  return (
    <div ref={frame} className="topology-canvas">
      <DropActions />
      {room && (
        <ReactFlow
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          onNodesChange={onNodesChange}
          onPaneClick={() => select(null)}
          onMoveEnd={(event) => {
            // Without an event it was us.
            if (event) isViewTheirs.current = true;
          }}
          minZoom={0.15}
          maxZoom={2}
          fitView
          fitViewOptions={fitOptions}
          nodesConnectable={false}
          edgesFocusable={false}
          elevateNodesOnSelect={false}
          deleteKeyCode={null}
          multiSelectionKeyCode={null}
          selectionKeyCode={null}
        >
          <Background gap={24} size={1} color="var(--line)" />
          <CanvasControls
            scale={scale}
            hasMoved={Object.keys(moved).length > 0}
            onZoom={(factor) => {
              isViewTheirs.current = true;
              void flow.zoomTo(flow.getZoom() * factor, { duration: 120 });
            }}
            onFit={fit}
            onTidy={tidyAndFit}
          />
          {!isStill && (
            <FlowOverlay
              find={places.find}
              indexOf={places.indexOf}
              onFlow={({ failedEach, otherEach }) =>
                setScale((known) =>
                  known?.failedEach === failedEach && known.otherEach === otherEach
                    ? known
                    : { failedEach, otherEach },
                )
              }
            />
          )}
        </ReactFlow>
      )}
    </div>
  );
}

function nodeIdOf(selection: Selection | null): string | null {
  if (!selection) return null;
  if (selection.kind === "listener") return `listener:${selection.listener}`;
  return selection.kind === "pool"
    ? `pool:${selection.pool}`
    : `server:${selection.pool}/${selection.server}`;
}

function selectPlaced(layout: readonly Placed[], id: string): void {
  const placed = layout.find((candidate) => candidate.id === id);
  if (placed?.kind === "listener") select({ kind: "listener", listener: placed.listener });
  if (placed?.kind === "pool") select({ kind: "pool", pool: placed.pool });
  if (placed?.kind === "server")
    select({ kind: "server", pool: placed.pool, server: placed.server });
}

// An edge: a hairline that swells into a ribbon with the rate. Failing requests are a second, dashed line in the colour of failure;
// what takes no new work is dotted. Where nothing may move the rate stands beside it in numbers.
import { BaseEdge, type EdgeProps } from "@xyflow/react";
import { memo } from "react";
import { useStore } from "zustand";
import { useShallow } from "zustand/react/shallow";
import { classNames } from "../../lib/class-names.ts";
import { formatRate } from "../../lib/format.ts";
import { seriesColour } from "../../lib/series-colour.ts";
import { snapshotStore } from "../../state/snapshot-store.ts";
import { useMotion } from "../../state/use-preferences.ts";
import { type EdgeEnds, type EdgeLook, edgeLook, ribbonWidth } from "./edge-look.ts";
import { edgePath, pointOnEdge } from "./edge-path.ts";
import type { TrafficEdge } from "./flow-graph.ts";
import "./traffic-edge.css";

const nothing: EdgeLook = { rate: 0, errorRate: 0, pattern: "idle" };

export const TrafficEdgeView = memo(function TrafficEdgeView(props: EdgeProps<TrafficEdge>) {
  const { id, data, sourceX, sourceY, targetX, targetY } = props;
  const look = useLook(data?.ends);
  const isStill = useMotion() === "reduced";
  const from = { x: sourceX, y: sourceY };
  const to = { x: targetX, y: targetY };
  const path = edgePath(from, to);
  const rate = look.rate ?? 0;
  const width = ribbonWidth(rate);
  const colour = data?.seriesIndex === undefined ? "var(--ink-3)" : seriesColour(data.seriesIndex);
  const middle = pointOnEdge(from, to, 0.5);
  return (
    <g
      className={classNames("traffic-edge", `traffic-edge-${look.pattern}`)}
      style={{ color: colour }}
    >
      {width > 0 && <path d={path} className="traffic-edge-ribbon" strokeWidth={width} />}
      <BaseEdge id={id} path={path} interactionWidth={0} className="traffic-edge-line" />
      {look.errorRate > 0 && <path d={path} className="traffic-edge-errors" />}
      {isStill && rate > 0 && (
        <text x={middle.x} y={middle.y - 6} className="traffic-edge-rate figures">
          {formatRate(rate)}
        </text>
      )}
    </g>
  );
});

function useLook(ends: EdgeEnds | undefined): EdgeLook {
  return useStore(
    snapshotStore,
    useShallow(({ snapshot }) => (snapshot && ends ? edgeLook(snapshot, ends) : nothing)),
  );
}

// An edge: a hairline that swells into a ribbon with the rate, and a slow dash whose pace follows it. Failing requests are
// a second, dashed line in the colour of failure; what takes no new work is dotted.
import { BaseEdge, type EdgeProps, getBezierPath } from "@xyflow/react";
import { memo, useEffect, useRef } from "react";
import { useStore } from "zustand";
import { useShallow } from "zustand/react/shallow";
import { classNames } from "../../lib/class-names.ts";
import { seriesColour } from "../../lib/series-colour.ts";
import { snapshotStore } from "../../state/snapshot-store.ts";
import { type EdgeEnds, type EdgeLook, edgeLook, flowSpeed, ribbonWidth } from "./edge-look.ts";
import type { TrafficEdge } from "./flow-graph.ts";
import { type FlowHandle, startFlow } from "./flow-ticker.ts";
import "./traffic-edge.css";

const nothing: EdgeLook = { rate: 0, errorRate: 0, pattern: "idle" };

export const TrafficEdgeView = memo(function TrafficEdgeView(props: EdgeProps<TrafficEdge>) {
  const { id, data } = props;
  const look = useLook(data?.ends);
  const [path] = getBezierPath({ ...props, curvature: 0.42 });
  const width = ribbonWidth(look.rate ?? 0);
  const colour = data?.seriesIndex === undefined ? "var(--ink-3)" : seriesColour(data.seriesIndex);
  return (
    <g
      className={classNames("traffic-edge", `traffic-edge-${look.pattern}`)}
      style={{ color: colour }}
    >
      {width > 0 && <path d={path} className="traffic-edge-ribbon" strokeWidth={width} />}
      <BaseEdge id={id} path={path} interactionWidth={0} className="traffic-edge-line" />
      {width > 0 && <Flow path={path} width={width} speed={flowSpeed(look.rate ?? 0)} />}
      {look.errorRate > 0 && <path d={path} className="traffic-edge-errors" />}
    </g>
  );
});

function Flow({
  path,
  width,
  speed,
}: {
  readonly path: string;
  readonly width: number;
  readonly speed: number;
}) {
  const element = useRef<SVGPathElement>(null);
  const flow = useRef<FlowHandle>(null);
  useEffect(() => {
    if (!element.current) return;
    const started = startFlow(element.current);
    flow.current = started;
    return () => started.stop();
  }, []);
  useEffect(() => flow.current?.setSpeed(speed), [speed]);
  return (
    <path
      ref={element}
      d={path}
      className="traffic-edge-flow"
      strokeWidth={Math.max(1, width - 2)}
    />
  );
}

function useLook(ends: EdgeEnds | undefined): EdgeLook {
  return useStore(
    snapshotStore,
    useShallow(({ snapshot }) => (snapshot && ends ? edgeLook(snapshot, ends) : nothing)),
  );
}

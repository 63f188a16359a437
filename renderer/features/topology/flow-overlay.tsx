// One canvas over the picture on which requests travel as dots. It asks for the flow only while it is shown and may move, and it
// draws only while something is on its way.
import { useStoreApi } from "@xyflow/react";
import { useEffect, useRef } from "react";
import type { Flow } from "../../../balancer-core/contract/flow.ts";
import { seriesColour } from "../../lib/series-colour.ts";
import { useClient } from "../../state/console-context.tsx";
import { useDrawnTheme } from "../../state/use-preferences.ts";
import { createDotField, type DrawnDot, type FindStop } from "./flow-dots.ts";

export interface FlowOverlayProps {
  /** Where things are, and the place of a server among its pool's, which gives its colour. */
  readonly find: FindStop;
  readonly indexOf: (pool: string, server: string) => number;
  readonly onFlow: (flow: Pick<Flow, "failedEach" | "otherEach">) => void;
}

const radius = 2.6;

export function FlowOverlay({ find, indexOf, onFlow }: FlowOverlayProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const client = useClient();
  const flow = useStoreApi();
  const theme = useDrawnTheme();
  const latest = useRef({ find, indexOf, onFlow });
  useEffect(() => {
    latest.current = { find, indexOf, onFlow };
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme is the reason to read the colours again.
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (!element || !context) return;
    const colourOf = createColours(element);
    const dots = createDotField();
    let frame = 0;

    const draw = () => {
      frame = 0;
      const [left, top, zoom] = flow.getState().transform;
      const scale = window.devicePixelRatio || 1;
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, element.width, element.height);
      context.setTransform(scale * zoom, 0, 0, scale * zoom, scale * left, scale * top);
      // Dots keep their size on the screen down to where cards can no longer be read.
      const size = radius / Math.max(0.5, Math.min(1, zoom));
      for (const dot of dots.at(performance.now(), latest.current.find))
        drawDot(context, dot, size, (way) => {
          if (way.isFailed) return colourOf("var(--state-down)");
          if (way.pool === null || way.server === null) return colourOf("var(--ink-2)");
          return colourOf(seriesColour(latest.current.indexOf(way.pool, way.server)));
        });
      if (dots.size > 0) frame = requestAnimationFrame(draw);
    };

    const box = new ResizeObserver(() => fitToBox(element));
    box.observe(element);
    const unsubscribe = client.subscribe("flow.changed", (told) => {
      latest.current.onFlow(told);
      if (document.hidden) return;
      dots.push(told, performance.now());
      if (frame === 0) frame = requestAnimationFrame(draw);
    });
    return () => {
      unsubscribe();
      box.disconnect();
      cancelAnimationFrame(frame);
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, element.width, element.height);
    };
  }, [client, flow, theme]);

  return (
    <div className="flow-overlay" aria-hidden="true">
      <canvas ref={canvas} />
    </div>
  );
}

function drawDot(
  context: CanvasRenderingContext2D,
  { x, y, look, strength, way }: DrawnDot,
  size: number,
  colourOf: (way: DrawnDot["way"]) => string,
): void {
  context.globalAlpha = strength;
  context.fillStyle = context.strokeStyle = colourOf(way);
  if (look === "moving" && !way.isFailed) {
    context.beginPath();
    context.arc(x, y, size, 0, 2 * Math.PI);
    context.fill();
    return;
  }
  // Failures differ in shape too: a cross, which grows where it ends.
  const arm = look === "crossed" ? size * (1.6 + (1 - strength)) : size * 1.2;
  context.lineWidth = size * 0.7;
  context.beginPath();
  context.moveTo(x - arm, y - arm);
  context.lineTo(x + arm, y + arm);
  context.moveTo(x + arm, y - arm);
  context.lineTo(x - arm, y + arm);
  context.stroke();
}

function fitToBox(element: HTMLCanvasElement): void {
  const scale = window.devicePixelRatio || 1;
  const width = Math.round(element.clientWidth * scale);
  const height = Math.round(element.clientHeight * scale);
  if (element.width === width && element.height === height) return;
  element.width = width;
  element.height = height;
}

/** A canvas knows no custom properties; they are read once a theme. */
function createColours(element: Element): (colour: string) => string {
  const style = getComputedStyle(element);
  const known = new Map<string, string>();
  return (colour) => {
    const found = known.get(colour);
    if (found !== undefined) return found;
    const read = style.getPropertyValue(colour.slice("var(".length, -1)).trim() || "currentcolor";
    known.set(colour, read);
    return read;
  };
}

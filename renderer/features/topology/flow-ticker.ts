// Moves the dash of every edge from one slow timer. A CSS animation of a stroke is redrawn sixty times a second on the main
// thread; eight times a second are enough for a hint of motion.
import { drawnMotion } from "../../state/preferences-store.ts";

const tickMs = 125;
/** Length of the dash's pattern in traffic-edge.css: an offset by it looks the same. */
const patternLength = 48;

interface Flow {
  readonly element: SVGPathElement;
  speed: number;
  offset: number;
}

const flows = new Set<Flow>();
let handle: number | undefined;

export interface FlowHandle {
  /** In pixels of the canvas a tick. */
  setSpeed(speed: number): void;
  stop(): void;
}

/** Stands still for those who asked for less motion. */
export function startFlow(element: SVGPathElement): FlowHandle {
  const flow: Flow = { element, speed: 0, offset: 0 };
  if (drawnMotion() === "full") {
    flows.add(flow);
    handle ??= window.setInterval(tick, tickMs);
  }
  return {
    setSpeed(speed) {
      flow.speed = speed;
    },
    stop() {
      flows.delete(flow);
      if (flows.size > 0) return;
      window.clearInterval(handle);
      handle = undefined;
    },
  };
}

function tick(): void {
  if (document.hidden) return;
  for (const flow of flows) {
    flow.offset = (flow.offset + flow.speed) % patternLength;
    flow.element.style.strokeDashoffset = String(-flow.offset);
  }
}

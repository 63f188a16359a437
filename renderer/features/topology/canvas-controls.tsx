// Zoom, fit and tidy, in a corner of the canvas, and beside them what a dot means.

import { Panel } from "@xyflow/react";
import { Maximize, Minus, Plus } from "lucide-react";
import type { Flow } from "../../../balancer-core/contract/flow.ts";
import { Button, IconButton } from "../../components/ui/button.tsx";
import { useText } from "../../i18n/use-text.ts";
import { useMotion } from "../../state/use-preferences.ts";

export type FlowScale = Pick<Flow, "failedEach" | "otherEach">;

export interface CanvasControlsProps {
  /** Something was dragged from its place, so there is something to tidy. */
  readonly hasMoved: boolean;
  /** What dots and crosses stand for now; null before there are any. */
  readonly scale: FlowScale | null;
  readonly onZoom: (factor: number) => void;
  readonly onFit: () => void;
  readonly onTidy: () => void;
}

export function CanvasControls({ hasMoved, scale, onZoom, onFit, onTidy }: CanvasControlsProps) {
  const t = useText("topology");
  return (
    <Panel position="bottom-left" className="canvas-foot">
      <div className="canvas-controls">
        <IconButton
          label={t("zoomOut")}
          size="small"
          icon={<Minus />}
          onClick={() => onZoom(1 / 1.25)}
        />
        <IconButton label={t("zoomIn")} size="small" icon={<Plus />} onClick={() => onZoom(1.25)} />
        <IconButton label={t("fit")} size="small" icon={<Maximize />} onClick={onFit} />
        {hasMoved && (
          <Button variant="quiet" size="small" onClick={onTidy}>
            {t("tidy")}
          </Button>
        )}
      </div>
      <Legend scale={scale} />
    </Panel>
  );
}

function Legend({ scale }: { readonly scale: FlowScale | null }) {
  const t = useText("topology");
  const isStill = useMotion() === "reduced";
  if (isStill) return <p className="flow-legend">{t("stillRates")}</p>;
  if (!scale) return null;
  return (
    <p className="flow-legend">
      <svg width="6" height="6" viewBox="0 0 6 6" aria-hidden="true">
        <circle cx="3" cy="3" r="3" fill="currentColor" />
      </svg>
      {t("dotEach", { count: Math.round(scale.otherEach) })}
      <svg width="8" height="8" viewBox="0 0 8 8" aria-hidden="true" className="flow-legend-cross">
        <path d="m1 1 6 6m0-6-6 6" fill="none" stroke="currentColor" strokeWidth="1.8" />
      </svg>
      {t("crossEach", { count: Math.round(scale.failedEach) })}
    </p>
  );
}

// Zoom, fit and tidy, in a corner of the canvas.

import { Panel } from "@xyflow/react";
import { Maximize, Minus, Plus } from "lucide-react";
import { Button, IconButton } from "../../components/ui/button.tsx";
import { useText } from "../../i18n/use-text.ts";

export interface CanvasControlsProps {
  /** Something was dragged from its place, so there is something to tidy. */
  readonly hasMoved: boolean;
  readonly onZoom: (factor: number) => void;
  readonly onFit: () => void;
  readonly onTidy: () => void;
}

export function CanvasControls({ hasMoved, onZoom, onFit, onTidy }: CanvasControlsProps) {
  const t = useText("topology");
  return (
    <Panel position="bottom-left" className="canvas-controls">
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
    </Panel>
  );
}
